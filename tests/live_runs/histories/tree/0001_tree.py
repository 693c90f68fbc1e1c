"""a tree: recursive queries, paths made in Python, a closure table"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session, aliased, declarative_base, relationship

revision = "tree1"
down_revision = None
Base = declarative_base()


class Node(Base):
    __tablename__ = "nodes"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    path = sa.Column(sa.String(100))
    parent_id = sa.Column(sa.Integer, sa.ForeignKey("nodes.id"))
    children = relationship("Node", back_populates="parent", order_by="Node.name")
    parent = relationship("Node", back_populates="children", remote_side=[id])


class Link(Base):
    __tablename__ = "links"
    above = sa.Column(sa.ForeignKey("nodes.id"), primary_key=True)
    below = sa.Column(sa.ForeignKey("nodes.id"), primary_key=True)
    depth = sa.Column(sa.Integer, nullable=False)


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind, tables=[Node.__table__, Link.__table__])
    session = Session(bind)
    root = Node(name="root", children=[Node(name="b", children=[Node(name="x"), Node(name="w")]), Node(name="a")])
    session.add(root)
    session.flush()

    def walk(node, path):
        node.path = path + "/" + node.name
        for child in node.children:
            walk(child, node.path)

    walk(root, "")
    session.commit()
    print([(n.name, n.path, n.parent.name if n.parent else None) for n in session.query(Node).order_by(Node.path)])
    base = sa.select(Node.id.label("above"), Node.id.label("below"), sa.literal(0).label("depth")).cte("closure", recursive=True)
    down = sa.select(base.c.above, Node.id, base.c.depth + 1).join(base, Node.parent_id == base.c.below)
    closure = base.union_all(down)
    bind.execute(sa.insert(Link.__table__).from_select(["above", "below", "depth"], sa.select(closure)))
    print(session.execute(sa.select(Link.depth, sa.func.count()).group_by(Link.depth).order_by(Link.depth)).all())
    Parent = aliased(Node, name="parent_node")
    print(session.query(Node.name, Parent.name).join(Parent, Node.parent_id == Parent.id).order_by(Node.name).all())
    leaf = session.query(Node).filter(~Node.children.any()).order_by(Node.name).first()
    print(leaf.name, leaf.parent.name if leaf.parent else None)
    b = session.query(Node).filter_by(name="b").one()
    a = session.query(Node).filter_by(name="a").one()
    for child in list(b.children):
        child.parent = a
    session.flush()
    print([c.name for c in a.children], [c.name for c in b.children])
    session.query(Link).filter(Link.below == b.id).delete(synchronize_session=False)
    session.query(Link).filter(Link.above == b.id).delete(synchronize_session=False)
    session.delete(b)
    session.commit()
    print(session.query(Node).count())


def downgrade():
    op.drop_table("links")
    op.drop_table("nodes")
