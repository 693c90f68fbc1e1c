"""Models whose annotations name classes that are defined after them."""
from __future__ import annotations

from typing import List, Optional

from pydantic import BaseModel, Field
from pydantic.errors import PydanticUserError


class Node(BaseModel):
    number: int = 1
    leaf: Optional[Leaf] = None
    best: Leaf = Field(..., description="the best one")


def shown(model):
    return {name: (info.default, info.is_required(), info.description)
            for name, info in model.model_fields.items()}


print(shown(Node))
print(Node.model_fields["number"].annotation, Node.model_fields["best"].annotation)


class Tree(Node):
    nodes: List[Node] = []
    height: int


print(list(Tree.model_fields), Tree.model_fields["leaf"].annotation)
for model in Node, Tree:
    try:
        model(best={}, height=1)
    except PydanticUserError as error:
        print(error.message, error.code)


class Leaf(BaseModel):
    size: int = 3


print(Node(best={}))
print(Tree(best={"size": "1"}, height=2, nodes=[{"best": {"size": 4}}]))
print(Node.model_fields["best"].annotation is Leaf)
