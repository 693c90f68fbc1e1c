#include "schema/naming.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"

namespace limbeck::schema {

namespace {

std::string column_label(const Table& table, const std::string& column) {
  // One that is no column of the table, in an expression, is its own label.
  if (!table.columns.empty() && !table.find_column(column)) return column;
  std::string label;
  if (table.schema && *table.schema) {
    label = table.schema->text.empty()
                ? ""
                : cat(replace_all(table.schema->text, ".", "_"), "_");
  }
  cat_to(label, table.name.text, "_", column);
  // A label must not be the name of another column.
  std::string unique = label;
  for (int number = 1; table.find_column(unique); ++number) {
    unique = cat(label, "_", number);
  }
  return unique;
}

std::string column_key(const Table& table, const std::string& name) {
  const Column* column = table.find_column(name);
  return column ? column->effective_key() : name;
}

/// The constraint or index that a template is filled for.
// SQLAlchemy: naming.ConventionDict
class Tokens {
 public:
  Tokens(const Constraint* constraint, const Index* index, const Table& table,
         const NamingConvention& convention)
      : constraint_(constraint),
        index_(index),
        table_(table),
        convention_(convention) {
    if (index) {
      name_ = index->name;
      for (const auto& element : index->elements) {
        if (!element.column.empty()) columns_.push_back(element.column);
      }
      return;
    }
    std::visit(
        [&](const auto& each) {
          name_ = each.name;
          using T = std::decay_t<decltype(each)>;
          if constexpr (std::is_same_v<T, Exclude>) {
            for (const auto& element : each.elements) {
              if (element.column) columns_.push_back(element.column.text);
            }
          } else {
            columns_ = each.columns;
          }
        },
        *constraint);
    foreign_key_ = std::get_if<ForeignKey>(constraint);
  }

  std::string value(const std::string& token) const {
    for (const auto& [name, function] : convention_.tokens) {
      if (name == token) return function(constraint_, index_, table_);
    }
    if (token == "table_name") return table_.name.text;
    if (token == "constraint_name") {
      if (!name_) {
        throw Error(ErrorKind::InvalidRequest,
                    "Naming convention including %(constraint_name)s token "
                    "requires that constraint is explicitly named.");
      }
      return name_.text;
    }
    if (token == "referred_table_name" && foreign_key_) {
      return foreign_key_->referred_table.text;
    }
    return column_token(token);
  }

 private:
  // column_0_name, column_0N_label, referred_column_0_N_name …
  std::string column_token(std::string_view token) const {
    std::string_view rest = token;
    bool referred = rest.substr(0, 9) == "referred_";
    if (referred) rest.remove_prefix(9);
    if (rest.substr(0, 7) != "column_") unknown(token);
    rest.remove_prefix(7);
    std::size_t index = 0;
    auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), index);
    if (error != std::errc()) unknown(token);
    rest.remove_prefix(end - rest.data());
    bool all = false;
    std::string_view separator;
    if (rest.substr(0, 3) == "_N_") {
      all = true;
      separator = "_";
      rest.remove_prefix(2);
    } else if (rest.substr(0, 2) == "N_") {
      all = true;
      rest.remove_prefix(1);
    }
    if (rest.empty() || rest[0] != '_') unknown(token);
    rest.remove_prefix(1);
    std::size_t count = referred && foreign_key_
                            ? foreign_key_->referred_columns.size()
                            : columns_.size();
    if (!all) return index < count ? attribute(index, rest, referred) : "";
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < count; ++i) {
      parts.push_back(attribute(i, rest, referred));
    }
    return join(parts, separator);
  }

  std::string attribute(std::size_t index, std::string_view what,
                        bool referred) const {
    if (referred) {
      if (!foreign_key_ || what != "name") unknown(what);
      return foreign_key_->referred_columns[index];
    }
    if (what == "name") return columns_[index];
    if (what == "key") return column_key(table_, columns_[index]);
    if (what == "label") return column_label(table_, columns_[index]);
    unknown(what);
  }

  [[noreturn]] static void unknown(std::string_view token) {
    throw Error(ErrorKind::InvalidRequest, cat("'", token, "'"));
  }

  const Constraint* constraint_;
  const Index* index_;
  const Table& table_;
  const NamingConvention& convention_;
  Name name_;
  std::vector<std::string> columns_;
  const ForeignKey* foreign_key_ = nullptr;
};

std::string fill(const std::string& pattern, const Tokens& tokens) {
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    std::size_t percent = pattern.find('%', at);
    if (percent == std::string::npos) break;
    out.append(pattern, at, percent - at);
    if (pattern.compare(percent, 2, "%(") == 0) {
      std::size_t close = pattern.find(")s", percent);
      if (close == std::string::npos) break;
      out += tokens.value(pattern.substr(percent + 2, close - percent - 2));
      at = close + 2;
    } else {
      out += '%';
      at = percent + (pattern.compare(percent, 2, "%%") == 0 ? 2 : 1);
    }
  }
  out.append(pattern, std::min(at, pattern.size()), std::string::npos);
  return out;
}

Name apply(const Name& own, std::string_view kind, const Constraint* constraint,
           const Index* index, const Table& table,
           const NamingConvention& convention) {
  if (own.kind == Name::Kind::Final || own.kind == Name::Kind::Generated) {
    return own;
  }
  const std::string* pattern = convention.find(kind);
  if (pattern && (!own || contains(*pattern, "constraint_name"))) {
    Tokens tokens(constraint, index, table, convention);
    return Name(fill(*pattern, tokens), Name::Kind::Generated);
  }
  return own.kind == Name::Kind::Deferred ? Name() : own;
}

const char* convention_kind(const Constraint& constraint) {
  struct Kind {
    const char* operator()(const PrimaryKey&) const { return "pk"; }
    const char* operator()(const ForeignKey&) const { return "fk"; }
    const char* operator()(const Unique&) const { return "uq"; }
    const char* operator()(const Check&) const { return "ck"; }
    const char* operator()(const Exclude&) const { return "ex"; }
  };
  return std::visit(Kind(), constraint);
}

const NamingConvention& convention_of(const Table& table) {
  return table.naming ? *table.naming : *NamingConvention::standard();
}

}  // namespace

const std::string* NamingConvention::find(std::string_view kind) const {
  for (const auto& [name, pattern] : templates) {
    if (name == kind) return &pattern;
  }
  return nullptr;
}

const std::shared_ptr<const NamingConvention>& NamingConvention::standard() {
  static const std::shared_ptr<const NamingConvention> convention = [] {
    auto made = std::make_shared<NamingConvention>();
    made->templates.emplace_back("ix", "ix_%(column_0_label)s");
    return made;
  }();
  return convention;
}

Name conventional_name(const Constraint& constraint, const Table& table,
                       const NamingConvention& convention) {
  Name own = std::visit([](const auto& each) { return each.name; }, constraint);
  return apply(own, convention_kind(constraint), &constraint, nullptr, table,
               convention);
}

Name conventional_name(const Constraint& constraint, const Table& table) {
  return conventional_name(constraint, table, convention_of(table));
}

Name conventional_name(const Index& index, const Table& table) {
  return apply(index.name, "ix", nullptr, &index, table, convention_of(table));
}

}  // namespace limbeck::schema
