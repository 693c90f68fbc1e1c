// Interned strs that C++ code asks for by name: `names().init` is "__init__".
// Dunder names stand without their underscores; a trailing underscore avoids a
// C++ keyword. Add to the list what you need.
#pragma once
#include "python/objects/str.h"

namespace limbeck::py {

// clang-format off
#define LIMBECK_DUNDER_NAMES(X) \
  X(new_, "__new__") X(init, "__init__") X(call, "__call__") \
  X(del, "__del__") X(getattribute, "__getattribute__") \
  X(getattr, "__getattr__") X(setattr, "__setattr__") \
  X(delattr, "__delattr__") X(get, "__get__") X(set, "__set__") \
  X(delete_, "__delete__") X(repr, "__repr__") X(str, "__str__") \
  X(hash, "__hash__") X(lt, "__lt__") X(le, "__le__") X(eq, "__eq__") \
  X(ne, "__ne__") X(gt, "__gt__") X(ge, "__ge__") X(bool_, "__bool__") \
  X(len, "__len__") X(length_hint, "__length_hint__") \
  X(getitem, "__getitem__") X(setitem, "__setitem__") \
  X(delitem, "__delitem__") X(contains, "__contains__") \
  X(iter, "__iter__") X(next, "__next__") X(reversed, "__reversed__") \
  X(neg, "__neg__") X(pos, "__pos__") X(invert, "__invert__") \
  X(abs, "__abs__") X(int_, "__int__") X(float_, "__float__") \
  X(complex, "__complex__") X(index, "__index__") X(round, "__round__") \
  X(trunc, "__trunc__") X(floor, "__floor__") X(ceil, "__ceil__") \
  X(divmod, "__divmod__") X(rdivmod, "__rdivmod__") \
  X(enter, "__enter__") X(exit, "__exit__") X(aenter, "__aenter__") \
  X(aexit, "__aexit__") X(aiter, "__aiter__") X(anext, "__anext__") \
  X(await, "__await__") X(format, "__format__") X(bytes, "__bytes__") \
  X(dir, "__dir__") X(sizeof_, "__sizeof__") X(missing, "__missing__") \
  X(class_, "__class__") X(dict, "__dict__") X(slots, "__slots__") \
  X(weakref, "__weakref__") X(doc, "__doc__") X(name, "__name__") \
  X(qualname, "__qualname__") X(module, "__module__") \
  X(bases, "__bases__") X(base, "__base__") X(mro, "__mro__") \
  X(annotations, "__annotations__") X(annotate, "__annotate__") \
  X(prepare, "__prepare__") X(init_subclass, "__init_subclass__") \
  X(set_name, "__set_name__") X(class_getitem, "__class_getitem__") \
  X(instancecheck, "__instancecheck__") \
  X(subclasscheck, "__subclasscheck__") X(mro_entries, "__mro_entries__") \
  X(classcell, "__classcell__") X(subclasses, "__subclasses__") \
  X(abstractmethods, "__abstractmethods__") \
  X(isabstractmethod, "__isabstractmethod__") \
  X(wrapped, "__wrapped__") X(func, "__func__") X(self, "__self__") \
  X(defaults, "__defaults__") X(kwdefaults, "__kwdefaults__") \
  X(code, "__code__") X(globals, "__globals__") X(closure, "__closure__") \
  X(type_params, "__type_params__") X(orig_bases, "__orig_bases__") \
  X(origin, "__origin__") X(args_, "__args__") \
  X(parameters, "__parameters__") X(match_args, "__match_args__") \
  X(cause, "__cause__") X(context, "__context__") \
  X(suppress_context, "__suppress_context__") \
  X(traceback, "__traceback__") X(notes, "__notes__") \
  X(package, "__package__") X(loader, "__loader__") X(spec, "__spec__") \
  X(path, "__path__") X(file, "__file__") X(cached, "__cached__") \
  X(all, "__all__") X(main, "__main__") X(builtins, "__builtins__") \
  X(build_class, "__build_class__") X(import_, "__import__") \
  X(reduce, "__reduce__") X(reduce_ex, "__reduce_ex__") \
  X(copy, "__copy__") X(deepcopy, "__deepcopy__") \
  X(getstate, "__getstate__") X(setstate, "__setstate__") \
  X(fspath, "__fspath__") X(static_attributes, "__static_attributes__") \
  X(firstlineno, "__firstlineno__") \
  X(add, "__add__") X(radd, "__radd__") X(iadd, "__iadd__") \
  X(sub, "__sub__") X(rsub, "__rsub__") X(isub, "__isub__") \
  X(mul, "__mul__") X(rmul, "__rmul__") X(imul, "__imul__") \
  X(matmul, "__matmul__") X(rmatmul, "__rmatmul__") \
  X(imatmul, "__imatmul__") \
  X(truediv, "__truediv__") X(rtruediv, "__rtruediv__") \
  X(itruediv, "__itruediv__") \
  X(floordiv, "__floordiv__") X(rfloordiv, "__rfloordiv__") \
  X(ifloordiv, "__ifloordiv__") \
  X(mod, "__mod__") X(rmod, "__rmod__") X(imod, "__imod__") \
  X(pow, "__pow__") X(rpow, "__rpow__") X(ipow, "__ipow__") \
  X(lshift, "__lshift__") X(rlshift, "__rlshift__") \
  X(ilshift, "__ilshift__") \
  X(rshift, "__rshift__") X(rrshift, "__rrshift__") \
  X(irshift, "__irshift__") \
  X(and_, "__and__") X(rand, "__rand__") X(iand, "__iand__") \
  X(or_, "__or__") X(ror, "__ror__") X(ior, "__ior__") \
  X(xor_, "__xor__") X(rxor, "__rxor__") X(ixor, "__ixor__")

#define LIMBECK_PLAIN_NAMES(X) \
  X(keys) X(items) X(values) X(send) X(close) X(append) X(update) \
  X(args) X(value) X(metaclass) X(builtins_) X(strict) X(key) X(reverse)
// clang-format on

struct Names {
#define LIMBECK_NAME(name, text) Str* name = nullptr;
  LIMBECK_DUNDER_NAMES(LIMBECK_NAME)
#undef LIMBECK_NAME
  struct Plain {  // names().plain.keys is "keys"
#define LIMBECK_NAME(name) Str* name = nullptr;
    LIMBECK_PLAIN_NAMES(LIMBECK_NAME)
#undef LIMBECK_NAME
  } plain;
  void fill();  // interns all
};

}  // namespace limbeck::py
