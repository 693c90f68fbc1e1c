// The named methods of int.
#pragma once
#include "python/objects/bigint.h"
#include "python/objects/object.h"

namespace limbeck::py {

void populate_int(Type* type);

/// ValueError when the decimal text would pass sys.get_int_max_str_digits().
void check_digits_to_text(const BigInt& n);

/// pow(base, exponent, modulus) of three ints.
Value int_pow_mod(const Value& base, const Value& exponent,
                  const Value& modulus);
/// divmod of two ints.
Value int_divmod(const Value& a, const Value& b);
/// a rounded half to even to a multiple of 10**-digits.
Value int_round(const Value& self, const Value& digits);

}  // namespace limbeck::py
