// float and complex. make_float and is_float of native.h are in float.cc.
#pragma once
#include "python/objects/object.h"

namespace limbeck::py {

struct FloatObject : Object {
  double value = 0;
  explicit FloatObject(Type* type) : Object(type) {}
};

struct ComplexObject : Object {
  double real = 0, imag = 0;
  explicit ComplexObject(Type* type) : Object(type) {}
};

Type* make_float_type();
Type* make_complex_type();

Value make_complex(double real, double imag);
/// float(x): floats, ints, __float__, __index__; TypeError "must be real
/// number, not str".
double to_double(const Value& value);

}  // namespace limbeck::py
