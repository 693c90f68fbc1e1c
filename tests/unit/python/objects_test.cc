// The object model without the compiler: types, containers, binding, errors.
#include <gtest/gtest.h>

#include "python/interpreter.h"
#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/core_types.h"
#include "python/objects/dict.h"
#include "python/objects/exception.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/module.h"
#include "python/objects/set.h"
#include "python/objects/type.h"
#include "python/objects/weak.h"

namespace limbeck::py {
namespace {

class ObjectsTest : public testing::Test {
 protected:
  Interpreter interpreter;
  Enter enter{interpreter};

  /// "ValueError: text" of what `run` raises, "" if nothing.
  template <class Run>
  std::string error_of(Run run) {
    try {
      run();
    } catch (const Raised& raised) {
      return type_of(raised.exception())->name + ": " + str(raised.exception());
    }
    return "";
  }
  static Value n(std::intptr_t number) { return Value::small(number); }
  static Value s(std::string_view text) { return make_str(text); }
  static Value method(std::string_view signature, NativeFunction function) {
    // A Python-like function for class bodies: binds as a method.
    Ref<NativeFunctionObject> made =
        new_native_function(nullptr, internals().types.method_descriptor);
    made->owned = std::make_unique<std::string>(signature);
    made->signature_text = made->owned->c_str();
    made->function = std::move(function);
    made->owner = internals().types.object;
    made->is_method = true;
    return made.value();
  }
  Value make_class(std::string_view name, std::vector<Value> bases,
                   std::initializer_list<std::pair<const char*, Value>> body) {
    Ref<Dict> names = new_dict();
    for (const auto& [key, value] : body) names->set(intern(key), value);
    return call(Value(internals().types.type),
                {make_str(name), make_tuple(std::move(bases)), names.value()});
  }
};

TEST_F(ObjectsTest, containers_show_as_in_python) {
  Value list = make_list({n(1), s("a"), Value::none(), make_tuple({n(2)})});
  EXPECT_EQ(repr(list), "[1, 'a', None, (2,)]");
  list_append(list, list);
  EXPECT_EQ(repr(list), "[1, 'a', None, (2,), [...]]");
  Value dict = make_dict();
  dict_set(dict, "b", n(1));
  dict_set(dict, n(2), Value::boolean(true));
  EXPECT_EQ(repr(dict), "{'b': 1, 2: True}");
  EXPECT_EQ(repr(make_set({n(3), n(1), n(2)})), "{1, 2, 3}");
  EXPECT_EQ(repr(call_method(dict, "items")),
            "dict_items([('b', 1), (2, True)])");
}

TEST_F(ObjectsTest, what_an_interrupt_ended_is_told_all_the_same) {
  try {
    interpreter.run_source("nothing_of_that_name", "told.py", "told");
    FAIL();
  } catch (const Raised& raised) {
    interpreter.interrupted = true;
    const std::string text = interpreter.format_exception(raised.exception());
    EXPECT_TRUE(text.ends_with(
        "NameError: name 'nothing_of_that_name' is not defined\n"))
        << text;
    EXPECT_TRUE(interpreter.interrupted);
    interpreter.interrupted = false;
  }
}

TEST_F(ObjectsTest, dict_keeps_order_through_removals_and_growth) {
  Ref<Dict> dict = new_dict();
  for (int i = 0; i < 1000; ++i) dict->set(n(i), n(i * i));
  for (int i = 0; i < 1000; i += 3) dict->remove(n(i));
  for (int i = 1000; i < 1100; ++i) dict->set(n(i), n(i * i));
  EXPECT_EQ(dict->used, 766u);
  EXPECT_EQ(dict->find(n(999)), nullptr);
  EXPECT_EQ(dict->find(n(1000))->small(), 1000000);
  std::intptr_t last = -1;
  for (std::uint32_t i = dict->live(0); i < dict->filled;
       i = dict->live(i + 1)) {
    EXPECT_LT(last, dict->entries[i].key.small());
    last = dict->entries[i].key.small();
  }
  dict->set(Value::boolean(true), s("one"));
  EXPECT_EQ(text_of(*dict->find(n(1))), "one");
}

TEST_F(ObjectsTest, dict_tells_of_changes_while_iterating) {
  Value dict = make_dict();
  dict_set(dict, "a", n(1));
  Value iterator = iterate(dict);
  next(iterator);
  dict_set(dict, "b", n(2));
  EXPECT_EQ(error_of([&] { next(iterator); }),
            "RuntimeError: dictionary changed size during iteration");
}

TEST_F(ObjectsTest, set_has_the_algebra) {
  Value a = make_set({n(1), n(2), n(3)}), b = make_set({n(2), n(3), n(4)});
  EXPECT_EQ(repr(binary(a, b, Binary::And)), "{2, 3}");
  EXPECT_EQ(repr(binary(a, b, Binary::Or)), "{1, 2, 3, 4}");
  EXPECT_EQ(repr(binary(a, b, Binary::Sub)), "{1}");
  EXPECT_EQ(repr(binary(a, b, Binary::Xor)), "{1, 4}");
  EXPECT_EQ(error_of([&] { call_method(a, "remove", {n(9)}); }), "KeyError: 9");
}

TEST_F(ObjectsTest, sort_is_stable_and_survives_errors) {
  std::vector<Value> items;
  for (int i = 0; i < 500; ++i) items.push_back(n(i * 7919 % 503));
  Ref<List> list = new_list(items);
  list_sort(list.get(), Value::none(), false);
  for (std::size_t i = 1; i < list->items.size(); ++i)
    EXPECT_LE(list->items[i - 1].small(), list->items[i].small());
  list_sort(list.get(), Value::none(), true);
  EXPECT_EQ(list->items.front().small(), 502);
  Value mixed = make_list({n(2), s("a"), n(1)});
  EXPECT_EQ(
      error_of([&] { call_method(mixed, "sort"); }),
      "TypeError: '<' not supported between instances of 'str' and 'int'");
  EXPECT_EQ(length(mixed), 3);
}

TEST_F(ObjectsTest, binder_words_errors_as_python) {
  Value f = make_function("f(a, b=2, *, c=None)",
                          [](Args& args) { return args["b"]; });
  EXPECT_EQ(call(f, {n(1)}).small(), 2);
  EXPECT_EQ(error_of([&] { call(f); }),
            "TypeError: f() missing 1 required positional argument: 'a'");
  EXPECT_EQ(error_of([&] {
              call(f, {n(1), n(2), n(3)});
            }),
            "TypeError: f() takes from 1 to 2 positional arguments but 3 were "
            "given");
  Value names[] = {s("x")};
  Value values[] = {n(1), n(5)};
  EXPECT_EQ(error_of([&] {
              call(f, Call{values, 1, names, 1});
            }),
            "TypeError: f() got an unexpected keyword argument 'x'");
  names[0] = s("a");
  EXPECT_EQ(error_of([&] {
              call(f, Call{values, 1, names, 1});
            }),
            "TypeError: f() got multiple values for argument 'a'");
  Value g = make_function("g(a, /, *rest, k, **kw)", [](Args& args) {
    return make_tuple({args[0], args[1], args[2], args[3]});
  });
  EXPECT_EQ(error_of([&] { call(g, {n(1)}); }),
            "TypeError: g() missing 1 required keyword-only argument: 'k'");
  Value more[] = {s("k"), s("z")};
  Value all[] = {n(1), n(2), n(3), n(4)};
  EXPECT_EQ(repr(call(g, Call{all, 2, more, 2})), "(1, (2,), 3, {'z': 4})");
}

TEST_F(ObjectsTest, native_methods_count_their_arguments) {
  Value list = make_list();
  EXPECT_EQ(error_of([&] { call_method(list, "append"); }),
            "TypeError: list.append() takes exactly one argument (0 given)");
  EXPECT_EQ(error_of([&] {
              call_method(list, "pop", {n(1), n(2)});
            }),
            "TypeError: pop expected at most 1 argument, got 2");
  EXPECT_EQ(error_of([&] { call_method(list, "nope"); }),
            "AttributeError: 'list' object has no attribute 'nope'");
  EXPECT_EQ(error_of([&] { set_attribute(list, "x", n(1)); }),
            "AttributeError: 'list' object has no attribute 'x' and no "
            "__dict__ for setting new attributes");
}

TEST_F(ObjectsTest, operators_say_which_types_do_not_fit) {
  EXPECT_EQ(error_of([&] { binary(n(1), s("a"), Binary::Add); }),
            "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
  EXPECT_EQ(error_of([&] { binary(make_list(), n(1), Binary::Add); }),
            "TypeError: can only concatenate list (not \"int\") to list");
  EXPECT_EQ(error_of([&] { compare(n(1), s("a"), Compare::Lt); }),
            "TypeError: '<' not supported between instances of 'int' and "
            "'str'");
  EXPECT_EQ(error_of([&] { get_item(n(1), n(0)); }),
            "TypeError: 'int' object is not subscriptable");
  EXPECT_EQ(error_of([&] { iterate(n(1)); }),
            "TypeError: 'int' object is not iterable");
  EXPECT_EQ(error_of([&] { hash(make_list()); }),
            "TypeError: unhashable type: 'list'");
}

TEST_F(ObjectsTest, classes_inherit_by_c3_and_call_their_dunders) {
  Value a = make_class(
      "A", {},
      {{"__len__", method("__len__(self)", [](Args&) { return n(3); })},
       {"who", method("who(self)", [](Args&) { return make_str("A"); })}});
  Value b = make_class("B", {a}, {});
  Value c = make_class(
      "C", {a},
      {{"who", method("who(self)", [](Args&) { return make_str("C"); })}});
  Value d = make_class("D", {b, c}, {});
  Value object = call(d);
  EXPECT_EQ(length(object), 3);
  EXPECT_EQ(str(call_method(object, "who")), "C");
  EXPECT_EQ(repr(d), "<class 'D'>");
  EXPECT_EQ(error_of([&] {
              make_class("X", {a, b}, {});
            }),
            "TypeError: Cannot create a consistent method resolution order "
            "(MRO) for bases A, B");
  EXPECT_EQ(error_of([&] { call(d, {n(1)}); }),
            "TypeError: D() takes no arguments");
  set_attribute(object, "x", n(7));
  EXPECT_EQ(get_attribute(object, "x").small(), 7);
  // A dunder set later takes effect in subclasses.
  set_attribute(a, "__len__",
                method("__len__(self)", [](Args&) { return n(9); }));
  EXPECT_EQ(length(object), 9);
}

TEST_F(ObjectsTest, subclasses_of_builtins_keep_their_layout) {
  Value upper =
      make_class("Loud", {Value(internals().types.str)},
                 {{"shout", method("shout(self)", [](Args& args) {
                     return make_str(std::string(text_of(args[0])) + "!");
                   })}});
  Value text = call(upper, {s("hey")});
  EXPECT_EQ(str(call_method(text, "shout")), "hey!");
  EXPECT_TRUE(equal(text, s("hey")));
  EXPECT_EQ(hash(text), hash(s("hey")));
  set_attribute(text, "tag", n(1));
  EXPECT_EQ(get_attribute(text, "tag").small(), 1);
  Value counted = make_class(
      "Counted", {Value(internals().types.dict)},
      {{"__missing__",
        method("__missing__(self, key)", [](Args& args) { return args[1]; })}});
  EXPECT_EQ(get_item(call(counted), n(5)).small(), 5);
  Value pair = make_class("Pair", {Value(internals().types.tuple)}, {});
  Value two = call(pair, {make_list({n(1), n(2)})});
  EXPECT_EQ(repr(two), "(1, 2)");
  EXPECT_EQ(type_of(two)->name, "Pair");
}

TEST_F(ObjectsTest, slots_hold_values_and_refuse_others) {
  Value point =
      make_class("P", {}, {{"__slots__", make_tuple({s("x"), s("y")})}});
  Value p = call(point);
  set_attribute(p, "x", n(1));
  EXPECT_EQ(get_attribute(p, "x").small(), 1);
  EXPECT_EQ(error_of([&] { get_attribute(p, "y"); }),
            "AttributeError: 'P' object has no attribute 'y'");
  EXPECT_EQ(error_of([&] { set_attribute(p, "z", n(1)); }),
            "AttributeError: 'P' object has no attribute 'z' and no __dict__ "
            "for setting new attributes");
}

TEST_F(ObjectsTest, exceptions_carry_what_their_family_says) {
  Value error =
      call(Value(exception_type("OSError")), {n(2), s("gone"), s("f")});
  EXPECT_EQ(type_of(error)->name, "FileNotFoundError");
  EXPECT_EQ(str(error), "[Errno 2] gone: 'f'");
  EXPECT_EQ(str(make_exception(exception_type("KeyError"), {s("k")})), "'k'");
  Value stop = make_exception(exception_type("StopIteration"), {n(4)});
  EXPECT_EQ(get_attribute(stop, "value").small(), 4);
  EXPECT_EQ(repr(make_exception(exception_type("ValueError"), "no")),
            "ValueError('no')");
  Type* mine = make_exception_type("Mine", "m", exception_type("ValueError"));
  EXPECT_EQ(error_of([&] { raise(mine, "oops"); }), "Mine: oops");
  call_method(error, "add_note", {s("note")});
  EXPECT_EQ(repr(get_attribute(error, "__notes__")), "['note']");
}

TEST_F(ObjectsTest, errors_of_limbeck_become_exceptions_except_unsupported) {
  Value refuse = make_function("f()", [](Args&) -> Value {
    throw Error(ErrorKind::Command, "no such thing");
  });
  EXPECT_EQ(error_of([&] { call(refuse); }), "RuntimeError: no such thing");
  Value cannot = make_function("f()", [](Args&) -> Value {
    throw Error(ErrorKind::Unsupported, "not here");
  });
  EXPECT_THROW(call(cannot), Error);
}

struct Point : Instance {
  double x = 0, y = 0;
  using Instance::Instance;
};

TEST_F(ObjectsTest, native_types_can_be_subclassed) {
  Type* point =
      NativeType<Point>("Point", "geometry")
          .init("__init__(self, x=0, y=0)",
                [](Point& self, Args& args) {
                  self.x = args.number("x");
                  self.y = args.number("y");
                })
          .method(
              "sum(self)",
              [](Point& self, Args&) { return make_float(self.x + self.y); })
          .property("x", [](Point& self) { return make_float(self.x); })
          .ready();
  Value p = call(Value(point), {n(1), n(2)});
  EXPECT_EQ(repr(call_method(p, "sum")), "3.0");
  EXPECT_EQ(error_of([&] { set_attribute(p, "x", n(1)); }),
            "AttributeError: attribute 'x' of 'Point' objects is not writable");
  Value sub = make_class("Sub", {Value(point)}, {});
  Value q = call(sub, {n(4)});
  set_attribute(q, "label", s("q"));
  EXPECT_EQ(repr(get_attribute(q, "x")), "4.0");
  EXPECT_EQ(error_of([&] {
              call(Value(point), {n(1), n(2), n(3)});
            }),
            "TypeError: Point.__init__() takes from 1 to 3 positional "
            "arguments but 4 were given");
  EXPECT_EQ(repr(Value(point)), "<class 'geometry.Point'>");
}

TEST_F(ObjectsTest, weak_references_die_with_their_object) {
  Value plain = make_class("Plain", {}, {});
  Value object = call(plain);
  Value reference = make_weak_reference(object, Value::none());
  EXPECT_TRUE(weak_target(reference).is(object));
  object = Value();
  EXPECT_TRUE(weak_target(reference).absent());
}

TEST_F(ObjectsTest, long_chains_are_destroyed_without_recursion) {
  Value chain = Value::none();
  for (int i = 0; i < 200000; ++i) chain = make_tuple({chain});
  chain = Value();
  Value list = Value::none();
  for (int i = 0; i < 200000; ++i) list = make_list({list});
  EXPECT_TRUE(is_list(list));
}

TEST_F(ObjectsTest, generic_aliases_and_unions_show_as_written) {
  const auto& types = internals().types;
  Value alias = get_item(Value(types.list), Value(types.int_));
  EXPECT_EQ(repr(alias), "list[int]");
  Value either = binary(Value(types.int_), Value::none(), Binary::Or);
  EXPECT_EQ(repr(either), "int | None");
  EXPECT_TRUE(is_instance_of(n(1), either));
  EXPECT_FALSE(is_instance_of(s("a"), either));
}

TEST_F(ObjectsTest, modules_make_names_at_first_use) {
  Module module(new_module("m").value());
  int made = 0;
  module.lazy("later", [&] {
    ++made;
    return n(5);
  });
  EXPECT_EQ(made, 0);
  EXPECT_EQ(get_attribute(module.value(), "later").small(), 5);
  EXPECT_EQ(get_attribute(module.value(), "later").small(), 5);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(error_of([&] { get_attribute(module.value(), "nope"); }),
            "AttributeError: module 'm' has no attribute 'nope'");
}

}  // namespace
}  // namespace limbeck::py
