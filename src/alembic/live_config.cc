// alembic.config.Config as Python sees it.
#include "alembic/console.h"
#include "alembic/environment.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

Value text_or(const std::optional<std::string>& text, const Value& otherwise) {
  return text ? py::make_str(*text) : otherwise;
}

Value live_toml(const TomlValue& value) {
  struct Visitor {
    Value operator()(std::monostate) const { return Value::none(); }
    Value operator()(const std::string& text) const {
      return py::make_str(text);
    }
    Value operator()(bool flag) const { return Value::boolean(flag); }
    Value operator()(std::int64_t number) const { return py::make_int(number); }
    Value operator()(double number) const { return py::make_float(number); }
    Value operator()(const std::vector<TomlValue>& items) const {
      std::vector<Value> result;
      for (const TomlValue& item : items) result.push_back(live_toml(item));
      return py::make_list(std::move(result));
    }
    Value operator()(const TomlValue::Table& table) const {
      const Value result = py::make_dict();
      for (const auto& [name, item] : table)
        py::dict_set(result, name, live_toml(item));
      return result;
    }
  };
  return std::visit(Visitor{}, value.value);
}

// configparser.BasicInterpolation.before_set; a value that came through env.py
// must be readable again.
void check_percent(const std::string& value) {
  std::string rest = replace_all(value, "%%", "");
  for (auto at = rest.find("%("); at != std::string::npos;
       at = rest.find("%(")) {
    const auto end = rest.find(")s", at);
    if (end == std::string::npos || end == at + 2) break;
    rest.erase(at, end + 2 - at);
  }
  const auto lone = rest.find('%');
  if (lone != std::string::npos)
    py::raise_value_error(cat("invalid interpolation syntax in ",
                              py::repr(py::make_str(value)), " at position ",
                              lone));
}

Value section_dict(Config& config, const std::string& name,
                   const Value& otherwise) {
  if (!config.ini().has_section(name)) return otherwise;
  const Value result = py::make_dict();
  for (const auto& [key, value] : config.ini().items(name))
    py::dict_set(result, key, py::make_str(value));
  return result;
}

Value hooks(Config& config) {
  std::vector<Value> result;
  for (const PostWriteHook& hook : config.post_write_hooks()) {
    const Value options = py::make_dict();
    for (const auto& [key, value] : hook.options)
      py::dict_set(options, key, py::make_str(value));
    py::dict_set(options, "_hook_name", py::make_str(hook.name));
    result.push_back(options);
  }
  return py::make_list(std::move(result));
}

void initialise(ConfigObject& self, py::Args& args) {
  ConfigSource source;
  const auto file = [&](const char* name) {
    return args.none(name) ? std::string() : py::str(args[name]);
  };
  source.ini_file = file("file_");
  source.toml_file = file("toml_file");
  source.section = args.text("ini_section");
  if (py::is_dict(args["config_args"]))
    self.further_names = args["config_args"];
  if (py::is_dict(args["config_args"]))
    py::dict_each(args["config_args"],
                  [&](const Value& key, const Value& value) {
                    source.arguments.emplace_back(py::str(key), py::str(value));
                  });
  self.config = std::make_shared<Config>(
      source, [](const std::string& text) { warn(text); },
      [](const std::string& text) { warn_deprecated(text); });
  self.arguments = args["cmd_opts"];
  self.output_buffer = args["output_buffer"];
  self.standard_output = args["stdout"];
  self.user_attributes =
      args.none("attributes") ? py::make_dict() : args["attributes"];
  if (!self.arguments.is_none())
    if (const Value quiet = py::find_attribute(self.arguments, "quiet"))
      self.quiet = py::truth(quiet);
}

// An option whose value configparser would refuse.
template <class Get>
auto asked(const Value& name, const std::string& section, Get get)
    -> decltype(get()) {
  try {
    return get();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Config) throw;
    const Value module = py::Interpreter::current().import("configparser");
    const Value type = py::get_attribute(
        module, error.message().starts_with("Bad value substitution")
                    ? "InterpolationMissingOptionError"
                    : "InterpolationSyntaxError");
    const Value made = py::call_method(type, "__new__", {type});
    py::call_method(
        py::get_attribute(module, "InterpolationError"), "__init__",
        {made, name, py::make_str(section), py::make_str(error.message())});
    throw py::Raised(made);
  }
}

// The parser for env.py files that read or change other sections by hand; it
// tells the Config what it is given.
Value make_parser(ConfigObject& self) {
  IniFile& ini = self.config->ini();
  const auto dict = [&](const std::string& section) {
    const Value result = py::make_dict();
    for (const auto& [key, value] : ini.raw_items(section))
      py::dict_set(result, key, py::make_str(value));
    return result;
  };
  const Value sections = py::make_dict();
  for (const std::string& name : ini.sections())
    py::dict_set(sections, name, dict(name));
  return py::call_method(
      py::Interpreter::current().import("alembic._file_config"), "FileConfig",
      {Value(static_cast<py::Object*>(&self)), dict("DEFAULT"), sections});
}

void set_option(ConfigObject& self, const std::string& section,
                py::Args& args) {
  check_percent(args.text("value"));
  self.config->set_section_option(section, args.text("name"),
                                  args.text("value"));
  if (!self.parser.is_none())
    py::call_method(self.parser, "keep",
                    {py::make_str(section), args["name"], args["value"]});
}

struct ConfigTypes {
  py::Type* config;
  ConfigTypes();
};

ConfigTypes::ConfigTypes() {
  using Object = ConfigObject;
  py::NativeType<Object> type("Config", "alembic.config");
  type.init(
      "__init__(self, file_=None, toml_file=None, ini_section='alembic', "
      "output_buffer=None, stdout=None, cmd_opts=None, config_args=None, "
      "attributes=None)",
      initialise);
  type.method("get_main_option(self, name, default=None)",
              [](Object& self, py::Args& args) {
                return asked(args["name"], self.config->section(), [&] {
                  return text_or(self.config->main_option(args.text("name")),
                                 args["default"]);
                });
              });
  type.method("set_main_option(self, name, value)",
              [](Object& self, py::Args& args) {
                set_option(self, self.config->section(), args);
                return Value::none();
              });
  type.method(
      "remove_main_option(self, name)", [](Object& self, py::Args& args) {
        self.config->ini().remove(self.config->section(), args.text("name"));
        if (!self.parser.is_none())
          py::call_method(self.parser, "remove_option",
                          {py::make_str(self.config->section()), args["name"]});
        return Value::none();
      });
  type.method("get_section(self, name, default=None)", [](Object& self,
                                                          py::Args& args) {
    return section_dict(*self.config, args.text("name"), args["default"]);
  });
  type.method("get_section_option(self, section, name, default=None)",
              [](Object& self, py::Args& args) {
                const std::string section = args.text("section");
                return asked(args["name"], section, [&] {
                  return text_or(
                      self.config->section_option(section, args.text("name")),
                      args["default"]);
                });
              });
  type.method("set_section_option(self, section, name, value)",
              [](Object& self, py::Args& args) {
                set_option(self, args.text("section"), args);
                return Value::none();
              });
  type.method(
      "get_alembic_option(self, name, default=None)",
      [](Object& self, py::Args& args) {
        Config& config = *self.config;
        const std::string name = args.text("name");
        if (config.ini().has_section(config.section()))
          if (const auto value = config.ini().get(config.section(), name))
            return py::make_str(*value);
        const Value value = live_toml(config.toml_option(name));
        return value.is_none() ? args["default"] : value;
      });
  type.method("get_alembic_boolean_option(self, name)", [](Object& self,
                                                           py::Args& args) {
    return Value::boolean(self.config->boolean_option(args.text("name")));
  });
  type.method("get_version_locations_list(self)", [](Object& self, py::Args&) {
    const auto list = self.config->version_locations();
    return list ? text_list(*list) : Value::none();
  });
  type.method("get_prepend_sys_paths_list(self)", [](Object& self, py::Args&) {
    return text_list(self.config->prepend_sys_path());
  });
  type.method("get_hooks_list(self)",
              [](Object& self, py::Args&) { return hooks(*self.config); });
  type.method("print_stdout(self, text, *arg)",
              [](Object& self, py::Args& args) {
                Value text = args["text"];
                if (!args.rest("arg").empty())
                  text = py::binary(text, args["arg"], py::Binary::Mod);
                self.print(py::str(text));
                return Value::none();
              });
  type.property(
      "config_file_name",
      [](Object& self) {
        const std::string& file = self.config->ini_file();
        return file.empty() ? Value::none() : py::make_str(file);
      },
      [](Object& self, const Value& value) {
        self.config->set_ini_file(value.is_none() ? "" : py::str(value));
      });
  type.property("toml_file_name", [](Object& self) {
    const std::string& file = self.config->toml_file();
    return file.empty() ? Value::none() : py::make_str(file);
  });
  const auto path_of = [](const std::string& file) {
    if (file.empty()) return Value::none();
    const Value pathlib = py::Interpreter::current().import("pathlib");
    return py::call_method(
        py::call_method(pathlib, "Path", {py::make_str(file)}), "absolute");
  };
  type.property("_config_file_path", [path_of](Object& self) {
    return path_of(self.config->ini_file());
  });
  type.property("_toml_file_path", [path_of](Object& self) {
    return path_of(self.config->toml_file());
  });
  type.property(
      "config_ini_section",
      [](Object& self) { return py::make_str(self.config->section()); },
      [](Object& self, const Value& value) {
        self.config->set_section(py::str(value));
      });
  type.property(
      "cmd_opts", [](Object& self) { return self.arguments; },
      [](Object& self, const Value& value) { self.arguments = value; });
  type.property(
      "attributes", [](Object& self) { return self.user_attributes; },
      [](Object& self, const Value& value) { self.user_attributes = value; });
  type.property(
      "output_buffer", [](Object& self) { return self.output_buffer; },
      [](Object& self, const Value& value) { self.output_buffer = value; });
  type.property("messaging_opts", [](Object& self) {
    const Value result = py::make_dict();
    py::dict_set(result, "quiet", Value::boolean(self.quiet));
    return result;
  });
  type.property("toml_alembic_config",
                [](Object& self) { return live_toml({self.config->toml()}); });
  type.property("file_config", [](Object& self) {
    if (self.parser.is_none()) self.parser = make_parser(self);
    return self.parser;
  });
  type.method(
      "_set_raw(self, section, name, value)", [](Object& self, py::Args& args) {
        self.config->set_section_option(args.text("section"), args.text("name"),
                                        args.text("value"));
        return Value::none();
      });
  type.method(
      "_remove_raw(self, section, name)", [](Object& self, py::Args& args) {
        self.config->ini().remove(args.text("section"), args.text("name"));
        return Value::none();
      });
  type.property("config_args", [](Object& self) {
    if (!self.config->ini_file().empty() || !self.parser.is_none())
      for (const auto& [name, value] : self.config->ini().raw_items("DEFAULT"))
        if (name == "here")
          py::dict_set(self.further_names, name, py::make_str(value));
    return self.further_names;
  });
  type.property(
      "stdout",
      [](Object& self) {
        if (!self.standard_output.is_none()) return self.standard_output;
        return py::get_attribute(py::Interpreter::current().import("sys"),
                                 "stdout");
      },
      [](Object& self, const Value& value) { self.standard_output = value; });
  config = type.ready();
}

}  // namespace

py::Type* ConfigObject::type() {
  return py::interpreter_state<ConfigTypes>().config;
}

void ConfigObject::print(std::string_view text) {
  if (quiet) return;
  if (!standard_output.is_none()) {
    py::call_method(py::Interpreter::current().import("alembic.util"),
                    "write_outstream",
                    {standard_output, py::make_str(text), py::make_str("\n")});
  } else if (console().out) {
    console().out(cat(text, "\n"));
  }
}

py::Ref<ConfigObject> make_config(ConfigSource source, Value arguments,
                                  bool quiet) {
  auto object = py::allocate_as<ConfigObject>(ConfigObject::type());
  object->config = std::make_shared<Config>(
      std::move(source), [](const std::string& text) { warn(text); },
      [](const std::string& text) { warn_deprecated(text); });
  object->arguments = std::move(arguments);
  object->user_attributes = py::make_dict();
  object->quiet = quiet;
  return object;
}

}  // namespace limbeck::alembic
