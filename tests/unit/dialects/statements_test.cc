#include "sql_case.h"

namespace limbeck {
namespace {

using schema::Literal;
using schema::Name;
using schema::Type;
using schema::TypeKind;
using sql::Expression;
using sql::ExpressionList;
using sql::Operator;

/// A table whose columns are made on demand.
struct Source {
  std::shared_ptr<sql::TableRef> node;
  Source(const char* name, std::vector<std::pair<Name, Type>> columns,
         std::optional<Name> schema = {})
      : node(sql::make<sql::TableRef>(name, schema)) {
    for (auto& [column, type] : columns) node->add_column(column, type);
  }
  Expression operator[](const char* name) const {
    for (const auto& [column, type] : node->columns()) {
      if (column.text == name) return sql::column(column, type, node);
    }
    throw std::logic_error(name);
  }
};

Expression compare(Operator op, Expression left, Literal value) {
  return sql::binary(op, left, sql::bind_beside(std::move(value), left, op));
}

Expression value(Literal value) {
  auto bind = sql::make<sql::BindParameter>("v");
  bind->value = std::move(value);
  return bind;
}

Expression update(const Source& table, sql::Assignments values,
                  ExpressionList where = {}) {
  auto node = sql::make<sql::Update>();
  node->table = table.node;
  node->values = std::move(values);
  node->where = std::move(where);
  return node;
}

Expression remove(const Source& table, ExpressionList where = {}) {
  auto node = sql::make<sql::Delete>();
  node->table = table.node;
  node->where = std::move(where);
  return node;
}

std::shared_ptr<sql::Select> select(ExpressionList columns,
                                    ExpressionList where = {}) {
  auto node = sql::make<sql::Select>();
  node->columns = std::move(columns);
  node->where = std::move(where);
  return node;
}

Source letters() {
  return {"t", {{"a", TypeKind::String}, {"n", TypeKind::Integer}}};
}

Literal number(std::int64_t value) { return value; }
Literal word(const char* value) { return std::string(value); }

TEST(Statements, Texts) {
  check_case("execute/text", [](Offline& out) {
    out(
        sql::text("UPDATE t SET a = 'x:y', b = '12:34:56', c = a::text WHERE "
                  "d = :foo"));
    out(sql::text("SELECT 'a\\:b', 100 % 7;"));
  });
  check_case("execute/text_with_values", [](Offline& out) {
    auto text = sql::make<sql::Text>("UPDATE t SET a = :a, b = :b");
    auto a = sql::make<sql::BindParameter>("a", TypeKind::String);
    auto b = sql::make<sql::BindParameter>("b", TypeKind::Integer);
    a->value = word("it's");
    b->value = number(5);
    text->binds = {a, b};
    out(Expression(text));
  });
}

TEST(Statements, Update) {
  check_case("execute/update", [](Offline& out) {
    Source t = letters();
    out(update(t, {{"n", value(number(5))}, {"a", value(word("y'z"))}},
               {compare(Operator::Equal, t["a"], word("x"))}));
    out(update(t, {{"n", compare(Operator::Add, t["n"], number(1))}},
               {sql::or_({compare(Operator::Greater, t["n"], number(1)),
                          compare(Operator::Is, t["a"], {})})}));
    out(update(
        t, {{"a", sql::null()}},
        {compare(Operator::IsNot, t["a"], {}),
         sql::between(t["n"], sql::bind(number(1)), sql::bind(number(5)))}));
  });
  check_case("execute/operators", [](Offline& out) {
    Source t("t", {{"a", TypeKind::Integer}, {"b", TypeKind::Integer}});
    Expression sum = compare(Operator::Add, t["a"], number(1));
    out(update(t, {{"a", compare(Operator::Subtract,
                                 sql::binary(Operator::Multiply, sum, t["b"]),
                                 number(2))},
                   {"b", sql::unary(Operator::Negate, t["b"])}}));
    out(update(t, {{"a", compare(Operator::Modulo, t["a"], number(7))},
                   {"b", compare(Operator::Divide, t["b"] ? t["a"] : t["b"],
                                 number(2))}}));
    Expression both = sql::and_({compare(Operator::Greater, t["a"], number(1)),
                                 compare(Operator::Less, t["b"], number(2))});
    out(remove(
        t, {sql::and_({sql::or_({compare(Operator::Equal, t["a"], number(1)),
                                 compare(Operator::Equal, t["b"], number(2))}),
                       sql::not_(both)})}));
    out(remove(t,
               {compare(Operator::Equal,
                        sql::custom_binary("&", t["a"], sql::bind(number(1))),
                        number(1))}));
  });
}

TEST(Statements, Like) {
  check_case("execute/like", [](Offline& out) {
    Source t("t", {{"a", TypeKind::String}});
    auto not_like = sql::make<sql::Binary>(
        Operator::NotLike, t["a"], sql::bind(word("x%")), TypeKind::Boolean);
    not_like->escape = "/";
    out(remove(t, {compare(Operator::ILike, t["a"], word("x%"))}));
    out(remove(t, {not_like}));
    out(remove(t, {sql::like_affix(sql::Affix::StartsWith, Operator::Like,
                                   t["a"], sql::bind(word("x")))}));
    out(remove(t, {sql::like_affix(sql::Affix::Contains, Operator::Like, t["a"],
                                   sql::bind(word("x")))}));
  });
}

TEST(Statements, Delete) {
  check_case("execute/delete", [](Offline& out) {
    Source t("t", {{"a", TypeKind::String}, {"n", TypeKind::Integer}},
             Name("s1"));
    Expression in = sql::in(t["n"], {number(1), number(2)}, false);
    out(remove(t, {in}));
    out(remove(t,
               {sql::not_(in), compare(Operator::Like, t["a"], word("x%"))}));
    out(remove(t));
  });
  check_case("execute/empty_in", [](Offline& out) {
    Source t("t", {{"n", TypeKind::Integer}});
    out(remove(t, {sql::in(t["n"], std::vector<Literal>(), false)}));
    out(remove(t, {sql::in(t["n"], std::vector<Literal>(), true)}));
  });
  check_case("execute/booleans", [](Offline& out) {
    Source t("t", {{"a", TypeKind::Boolean}, {"n", TypeKind::Integer}});
    out(update(t, {{"a", value(true)}},
               {sql::binary(Operator::Equal, t["a"], sql::false_())}));
    out(update(t, {{"a", sql::false_()}},
               {sql::binary(Operator::Is, t["a"], sql::true_())}));
  });
}

TEST(Statements, Insert) {
  check_case("execute/insert", [](Offline& out) {
    Source t = letters();
    auto one = sql::make<sql::Insert>();
    one->table = t.node;
    one->values = {{"n", value(number(1))}, {"a", value(word("x"))}};
    out(Expression(one));
    auto two = sql::make<sql::Insert>();
    two->table = t.node;
    two->values = {{"a", sql::function("upper", {sql::bind(word("b"))})},
                   {"n", sql::text("1 + 1")}};
    out(Expression(two));
  });
  check_case("execute/insert_many", [](Offline& out) {
    Source t = letters();
    auto node = sql::make<sql::Insert>();
    node->table = t.node;
    node->values = {{"a", value(word("x"))}, {"n", value(number(1))}};
    node->rows = {{{"a", value(word("y"))}, {"n", value(number(2))}}};
    out(Expression(node));
  });
  check_case("execute/insert_from_select", [](Offline& out) {
    Source t = letters();
    Source u("u", {{"b", TypeKind::String}, {"m", TypeKind::Integer}});
    auto node = sql::make<sql::Insert>();
    node->table = t.node;
    node->select_columns = {"a", "n"};
    node->select = select({u["b"], u["m"]},
                          {compare(Operator::Greater, u["m"], number(3))});
    out(Expression(node));
  });
  check_case("execute/returning", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"a", TypeKind::String}});
    auto node = sql::make<sql::Insert>();
    node->table = t.node;
    node->values = {{"a", value(word("x"))}};
    node->returning = {t["id"]};
    out(Expression(node));
  });
}

TEST(Statements, Select) {
  check_case("execute/select", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"a", TypeKind::String}});
    Source u("u", {{"id", TypeKind::Integer}, {"t_id", TypeKind::Integer}});
    auto sorted = select({t["id"], t["a"]},
                         {compare(Operator::Equal, t["a"], word("x"))});
    sorted->order_by = {sql::unary(Operator::Descending, t["id"])};
    out(Expression(sorted));
    auto joined = select({t["id"], u["id"]});
    joined->from = {sql::make<sql::Join>(
        t.node, u.node, sql::binary(Operator::Equal, t["id"], u["t_id"]))};
    out(Expression(joined));
    auto counted = select({sql::function("count", {})});
    counted->from = {t.node};
    out(Expression(counted));
    auto grouped = select(
        {t["a"], sql::make<sql::Label>("m", sql::function("max", {t["id"]}))});
    grouped->group_by = {t["a"]};
    grouped->having = {
        compare(Operator::Greater, sql::function("count", {}), number(1))};
    out(Expression(grouped));
    auto distinct = select({t.node});
    distinct->distinct = true;
    out(Expression(distinct));
  });
  check_case("execute/subqueries", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"n", TypeKind::Integer}});
    Source u("u", {{"t_id", TypeKind::Integer}, {"m", TypeKind::Integer}});
    Expression same = sql::binary(Operator::Equal, u["t_id"], t["id"]);
    Expression maximum = sql::make<sql::ScalarSelect>(
        select({sql::function("max", {u["m"]})}, {same}), TypeKind::Integer);
    out(update(t, {{"n", maximum}}));
    out(remove(t, {sql::make<sql::Exists>(
                      select({sql::literal_column("*")}, {same}))}));
    out(remove(t,
               {sql::not_(sql::make<sql::Exists>(select({u["m"]}, {same})))}));
    out(remove(t, {sql::in(t["id"], Expression(select({u["t_id"]})), false)}));
  });
  check_case("execute/limits", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}});
    auto node = select({t["id"]});
    node->order_by = {t["id"]};
    node->limit = sql::bind(number(5));
    out(Expression(node));
  });
  check_case("execute/unions", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}});
    Source u("u", {{"id", TypeKind::Integer}});
    auto both = sql::make<sql::CompoundSelect>(
        sql::SetOperator::UnionAll,
        ExpressionList{select({t["id"]}), select({u["id"]})});
    both->order_by = {sql::column("id")};
    out(Expression(both));
    out(Expression(sql::make<sql::CompoundSelect>(
        sql::SetOperator::Except,
        ExpressionList{select({t["id"]}), select({u["id"]})})));
  });
}

TEST(Statements, FromClauses) {
  check_case("execute/cte", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"n", TypeKind::Integer}});
    auto big = sql::make<sql::Cte>(
        select({t["id"], t["n"]},
               {compare(Operator::Greater, t["n"], number(5))}),
        "big");
    out(Expression(select(
        {sql::column("id", TypeKind::Integer, big)},
        {compare(Operator::Less, sql::column("n", TypeKind::Integer, big),
                 number(9))})));
  });
  check_case("execute/aliases", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"n", TypeKind::Integer}});
    auto a = sql::make<sql::Alias>(t.node, "a");
    out(Expression(
        select({sql::column("id", TypeKind::Integer, a), t["id"]},
               {sql::binary(Operator::Equal,
                            sql::column("n", TypeKind::Integer, a), t["n"])})));
    auto inner = select(
        {t["id"], sql::make<sql::Label>("c", sql::function("count", {}))});
    inner->group_by = {t["id"]};
    auto s = sql::make<sql::Alias>(inner, "s");
    auto join = sql::make<sql::Join>(
        t.node, s,
        sql::binary(Operator::Equal, t["id"],
                    sql::column("id", TypeKind::Integer, s)));
    join->outer = true;
    auto outer = select({sql::column("c", TypeKind::Integer, s)});
    outer->from = {join};
    out(Expression(outer));
  });
}

TEST(Statements, CaseAndCast) {
  check_case("execute/case_and_cast", [](Offline& out) {
    Source t = letters();
    auto choice = sql::make<sql::Case>();
    choice->type = TypeKind::String;
    choice->whens = {
        {compare(Operator::Greater, t["n"], number(5)), sql::bind(word("big"))},
        {compare(Operator::Equal, t["n"], {}), sql::bind(word("none"))}};
    choice->else_ = sql::bind(word("small"));
    out(update(t, {{"a", choice}}));
    out(update(t,
               {{"a", sql::make<sql::Cast>(t["n"], schema::string_type(5))}}));
    out(update(
        t, {{"n", sql::make<sql::Cast>(t["a"], TypeKind::Integer)},
            {"a", sql::function("coalesce", {t["a"], sql::bind(word("x"))})}}));
    Expression text = compare(Operator::Add, t["a"], word("x"));
    out(update(t, {{"a", sql::binary(Operator::Add, text, t["a"])}}));
  });
}

TEST(Statements, Upserts) {
  check_case("execute/on_conflict", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"a", TypeKind::String}});
    sql::Insert base;
    base.table = t.node;
    base.values = {{"id", value(number(1))}, {"a", value(word("x"))}};
    auto with = [&](sql::OnConflict clause) {
      auto node = sql::make<sql::Insert>(base);
      node->on_conflict = std::move(clause);
      out(Expression(node));
    };
    sql::OnConflict nothing;
    nothing.do_nothing = true;
    with(nothing);
    nothing.elements = {sql::column("id")};
    with(nothing);
    auto excluded = sql::make<sql::Alias>(t.node, "excluded");
    sql::OnConflict change;
    change.elements = {sql::column("id")};
    change.set = {
        {sql::column("a"), sql::column("a", TypeKind::String, excluded)}};
    change.where = compare(Operator::NotEqual, t["a"], word("y"));
    with(change);
    sql::OnConflict named;
    named.constraint = "pk_t";
    named.set = {{sql::column("a"), value(word("z"))}};
    with(named);
  });
  check_case("execute/on_duplicate_key", [](Offline& out) {
    Source t("t", {{"id", TypeKind::Integer}, {"a", TypeKind::String}});
    sql::Insert base;
    base.table = t.node;
    base.values = {{"id", value(number(1))}, {"a", value(word("x"))}};
    base.duplicate_alias = "inserted";
    auto inserted = sql::make<sql::Alias>(t.node, "inserted");
    auto one = sql::make<sql::Insert>(base), two = sql::make<sql::Insert>(base);
    one->on_duplicate_key = {
        {"a", sql::column("a", TypeKind::String, inserted)}};
    two->on_duplicate_key = {{"a", sql::bind(word("z"))}};
    out(Expression(one));
    out(Expression(two));
  });
}

TEST(Parameters, FollowTheStyle) {
  Source t("t", {{"a", TypeKind::String}, {"n", TypeKind::Integer}});
  Expression statement =
      update(t, {{"n", sql::bind(number(5))}},
             {compare(Operator::Equal, t["n"], number(7)),
              sql::in(t["a"], {word("x"), word("y")}, false)});
  auto text = [&](const char* dialect, sql::ParamStyle style) {
    sql::CompileOptions options;
    options.paramstyle = style;
    return dialects::dialect(dialect).compile(*statement, options);
  };
  sql::Compiled named = text("postgresql", sql::ParamStyle::PyFormat);
  EXPECT_EQ(named.sql,
            "UPDATE t SET n=%(n)s WHERE t.n = %(n_1)s AND t.a IN "
            "(%(a_1_1)s, %(a_1_2)s)");
  EXPECT_FALSE(named.positional);
  sql::Compiled marks = text("sqlite", sql::ParamStyle::QMark);
  EXPECT_EQ(marks.sql, "UPDATE t SET n=? WHERE t.n = ? AND t.a IN (?, ?)");
  ASSERT_EQ(marks.parameters.size(), 4u);
  EXPECT_EQ(marks.parameters[1].value, number(7));
  EXPECT_EQ(marks.parameters[3].value, word("y"));
  EXPECT_EQ(text("postgresql", sql::ParamStyle::Dollar).sql,
            "UPDATE t SET n=$1 WHERE t.n = $2 AND t.a IN ($3, $4)");
}

TEST(Parameters, PercentIsDoubledForFormatStyles) {
  sql::CompileOptions options;
  options.paramstyle = sql::ParamStyle::Format;
  const auto& mysql = dialects::dialect("mysql");
  EXPECT_EQ(mysql.compile(*sql::text("SELECT 5 % 2"), options).sql,
            "SELECT 5 %% 2");
  options.paramstyle = sql::ParamStyle::QMark;
  EXPECT_EQ(mysql.compile(*sql::text("SELECT 5 % 2"), options).sql,
            "SELECT 5 % 2");
}

}  // namespace
}  // namespace limbeck
