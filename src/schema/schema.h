// Tables, columns, constraints and indexes as plain values. They refer to each
// other by name, so they copy freely, compare with == and need no owner.
// SQL inside them (defaults, checks, index expressions) is a Clause: text as
// the user or the database wrote it, or an expression tree (sql/expression.h).
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/boxed.h"
#include "schema/literal.h"
#include "schema/name.h"
#include "schema/type.h"

namespace limbeck::sql {
struct Node;
}

namespace limbeck::schema {

struct NamingConvention;

using Expression = std::shared_ptr<const sql::Node>;

/// A piece of SQL: an expression, or verbatim text where there is none.
struct Clause {
  std::string text;
  Expression expression;
  Clause() = default;
  Clause(std::string text) : text(std::move(text)) {}
  Clause(const char* text) : text(text) {}
  Clause(Expression expression) : expression(std::move(expression)) {}
  bool operator==(const Clause&) const = default;
};

/// A dialect keyword's value: `postgresql_using="gin"`, `mysql_length={…}`,
/// `postgresql_include=["a"]`, `sqlite_where=text("…")`.
struct Option;
using OptionList = std::vector<Option>;
using OptionMap = std::vector<std::pair<std::string, Option>>;
using OptionVariant =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Name,
                 Clause, OptionList, OptionMap>;  // Name: a quoted_name
struct Option : OptionVariant {
  using OptionVariant::OptionVariant;
  using OptionVariant::operator=;
  const OptionVariant& variant() const { return *this; }
  template <class T>
  const T* get() const {
    return std::get_if<T>(&static_cast<const OptionVariant&>(*this));
  }
  /// Python's truth of it.
  bool truth() const;
  bool operator==(const Option& other) const {
    return variant() == other.variant();
  }
};

/// Dialect keywords by full name ("postgresql_using"), in the given order.
struct Options {
  OptionMap items;
  const Option* find(std::string_view name) const;
  /// The text of a str option; none where absent or not a str.
  std::optional<std::string> text(std::string_view name) const;
  /// The same with what a quoted_name says about quotes.
  std::optional<Name> name(std::string_view name) const;
  bool flag(std::string_view name) const;
  void set(std::string name, Option value);
  bool operator==(const Options&) const = default;
};

/// What Sequence and Identity share.
struct SequenceOptions {
  std::optional<std::int64_t> start, increment, minvalue, maxvalue, cache;
  bool nominvalue = false, nomaxvalue = false;
  std::optional<bool> cycle, order;
  bool operator==(const SequenceOptions&) const = default;
};

struct Sequence {
  Name name;
  std::optional<Name> schema;
  SequenceOptions options;
  std::optional<Type> data_type;
  bool optional = false;
  std::optional<std::string> comment;
  bool operator==(const Sequence&) const = default;
};

struct Identity {
  bool always = false;
  std::optional<bool> on_null;
  SequenceOptions options;
  bool operator==(const Identity&) const = default;
};

struct Computed {
  Clause sqltext;
  std::optional<bool> persisted;
  bool operator==(const Computed&) const = default;
};

/// server_default=FetchedValue(): something on the server, unknown to us.
struct FetchedValue {
  bool operator==(const FetchedValue&) const = default;
};

/// std::string is a str (rendered as a quoted literal), Clause is text() or an
/// expression.
using ServerDefault = std::variant<std::monostate, std::string, Clause,
                                   Computed, Identity, FetchedValue>;

enum class Autoincrement : unsigned char { Auto, True, False, IgnoreFk };

struct ForeignKey {
  Name name;
  std::vector<std::string> columns;
  std::optional<Name> referred_schema;
  Name referred_table;
  std::vector<std::string> referred_columns;
  std::string onupdate, ondelete, initially, match;  // empty: not given
  std::optional<bool> deferrable;
  bool use_alter = false;
  bool link_to_name = false;
  /// Made for a column's ForeignKey(…).
  bool column_flag = false;
  std::optional<std::string> comment;
  Options options;
  bool operator==(const ForeignKey&) const = default;
};

struct PrimaryKey {
  Name name;
  std::vector<std::string> columns;
  std::optional<bool> deferrable;
  std::string initially;
  Options options;
  /// Made by the table from primary_key=True, not written by the user.
  bool implicit = false;
  bool operator==(const PrimaryKey&) const = default;
};

struct Unique {
  Name name;
  std::vector<std::string> columns;
  std::optional<bool> deferrable;
  std::string initially;
  Options options;
  /// Made for a unique=True column.
  bool column_flag = false;
  bool operator==(const Unique&) const = default;
};

struct Check {
  Name name;
  Clause sqltext;
  std::optional<bool> deferrable;
  std::string initially;
  Options options;
  /// Made by a Boolean or Enum with create_constraint: the column; the check
  /// is left out where the dialect has that type itself.
  std::string type_bound_column;
  std::shared_ptr<const Type> bound_type;
  /// Columns that the condition names, for naming conventions.
  std::vector<std::string> columns;
  bool operator==(const Check&) const = default;
};

struct Exclude {
  struct Element {
    Clause expression;
    Name column;  // set where the element is a column's name
    std::string operator_;
    std::string opclass;
    bool operator==(const Element&) const = default;
  };
  Name name;
  std::vector<Element> elements;
  std::string using_ = "gist";
  std::optional<Clause> where;
  std::optional<bool> deferrable;
  std::string initially;
  bool operator==(const Exclude&) const = default;
};

using Constraint = std::variant<PrimaryKey, ForeignKey, Unique, Check, Exclude>;

struct Column {
  Name name;
  Type type;
  std::string key;  // empty: the name
  bool nullable = true;
  bool nullable_given = false;
  bool primary_key = false;
  Autoincrement autoincrement = Autoincrement::Auto;
  ServerDefault server_default;
  bool has_server_onupdate = false;
  bool has_python_default = false;  // default= other than a Sequence
  Boxed<Sequence> sequence;         // default=Sequence(…) or Column(Sequence)
  std::optional<std::string> comment;
  std::optional<bool> unique, index;
  bool system = false;
  std::optional<bool> quote;
  std::vector<ForeignKey> foreign_keys;  // Column(ForeignKey(…)), each with its
                                         // one column
  std::vector<Check> checks;  // Column(CheckConstraint(…))
  Options options;

  Column() = default;
  Column(Name name, Type type) : name(std::move(name)), type(std::move(type)) {}
  const std::string& effective_key() const {
    return key.empty() ? name.text : key;
  }
  bool operator==(const Column&) const = default;
};

struct Index {
  struct Element {
    std::string column;  // set where the element is a plain column
    Clause expression;   // else; also for column.desc() and the like
    bool operator==(const Element&) const = default;
  };
  Name name;
  Name table;
  std::optional<Name> schema;
  std::vector<Element> elements;
  bool unique = false;
  Options options;
  /// Made for an index=True column.
  bool column_flag = false;
  bool operator==(const Index&) const = default;
};

struct Table {
  Name name;
  std::optional<Name> schema;
  std::vector<Column> columns;
  /// In the order they were attached; the primary key's place does not matter.
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  std::optional<std::string> comment;
  std::vector<std::string> prefixes;
  bool implicit_returning = true;
  Options options;
  std::shared_ptr<const NamingConvention> naming;  // its MetaData's

  Table() = default;
  Table(Name name, std::vector<Column> columns = {},
        std::optional<Name> schema = {})
      : name(std::move(name)),
        schema(std::move(schema)),
        columns(std::move(columns)) {}

  /// By name; nullptr where there is none.
  const Column* find_column(std::string_view name) const;
  Column* find_column(std::string_view name);
  const PrimaryKey* primary_key() const;
  /// "schema.table" or "table".
  std::string full_name() const;
  bool operator==(const Table& other) const;
};

/// The column that AUTO_INCREMENT, SERIAL or IDENTITY applies to: the single
/// integer primary key column without default or foreign key, or the one with
/// autoincrement=True. Throws ErrorKind::Argument where that was set on a
/// column that cannot be.
/// The message shows its type as `shown` writes it.
// SQLAlchemy: PrimaryKeyConstraint._autoincrement_column
const Column* autoincrement_column(const Table& table,
                                   std::string (*shown)(const Type&));

/// Makes the table whole as SQLAlchemy's Table() does once its columns are
/// there: the primary key from primary_key flags, constraints for column-level
/// foreign keys, unique and index flags, naming conventions. Type-bound checks
/// are added through `type_check` (sql::complete passes it), which may be
/// empty. Call it once for a table.
using TypeCheck = std::function<std::optional<Check>(const Column&)>;
void complete(Table& table, const TypeCheck& type_check = {});
/// The part of `complete` for one column of the table.
void attach_column(Table& table, const Column& column,
                   const TypeCheck& type_check = {});

}  // namespace limbeck::schema
