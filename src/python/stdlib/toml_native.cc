// _toml, for tomllib: a document as Python values, in the order of the file.
// Source: https://toml.io/en/v1.0.0; Python: Lib/tomllib
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "python/stdlib/datetime.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {

namespace {

class Converter {
 public:
  /// `parse_float`: absent, or what makes a float of its text.
  explicit Converter(Value parse_float)
      : parse_float_(std::move(parse_float)) {}

  Value table(const toml::table& table) const {
    // toml++ sorts its keys; Python keeps the order of the file.
    struct Entry {
      toml::source_position at;
      const toml::key* key;
      const toml::node* node;
    };
    std::vector<Entry> entries;
    for (const auto& [key, node] : table)
      entries.push_back({key.source().begin, &key, &node});
    std::stable_sort(
        entries.begin(), entries.end(),
        [](const Entry& a, const Entry& b) { return a.at < b.at; });
    Value result = make_dict();
    for (const Entry& entry : entries)
      dict_set(result, entry.key->str(), convert(*entry.node));
    return result;
  }

 private:
  Value convert(const toml::node& node) const {
    switch (node.type()) {
      case toml::node_type::table:
        return table(*node.as_table());
      case toml::node_type::array: {
        Value result = make_list();
        for (const toml::node& item : *node.as_array())
          list_append(result, convert(item));
        return result;
      }
      case toml::node_type::string:
        return make_str(node.as_string()->get());
      case toml::node_type::integer:
        return make_int(node.as_integer()->get());
      case toml::node_type::floating_point: {
        Value number = make_float(node.as_floating_point()->get());
        return parse_float_ ? call(parse_float_, {make_str(str(number))})
                            : number;
      }
      case toml::node_type::boolean:
        return Value::boolean(node.as_boolean()->get());
      case toml::node_type::date:
        return make_date(parts(node.as_date()->get()));
      case toml::node_type::time:
        return make_time(parts(node.as_time()->get()));
      case toml::node_type::date_time: {
        const toml::date_time& moment = node.as_date_time()->get();
        return make_datetime(parts(moment.date), parts(moment.time),
                             moment.offset
                                 ? make_timezone(moment.offset->minutes * 60)
                                 : Value());
      }
      default:
        return Value::none();
    }
  }

  static DateParts parts(const toml::date& date) {
    return {date.year, date.month, date.day};
  }
  static TimeParts parts(const toml::time& time) {
    return {time.hour, time.minute, time.second,
            static_cast<int>(time.nanosecond / 1000)};
  }

  Value parse_float_;
};

/// (the values, None), or (None, what is wrong) for a text that is no TOML.
Value parse(Args& args) {
  try {
    const toml::table document = toml::parse(args.text("text"));
    const Value parse_float = args["parse_float"];
    return make_tuple({Converter(parse_float.is_none() ? Value() : parse_float)
                           .table(document),
                       Value::none()});
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return make_tuple(
        {Value::none(), make_str(cat(error.description(), " (at line ", at.line,
                                     ", column ", at.column, ")"))});
  }
}

}  // namespace

void init_toml_native(Module& module) {
  module.def("parse(text, parse_float=None)", parse);
}

}  // namespace limbeck::py
