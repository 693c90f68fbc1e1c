"""What a document is made of before it becomes values."""


class Node:
    def __init__(self, tag, value, start_mark=None, end_mark=None):
        self.tag = tag
        self.value = value
        self.start_mark = start_mark
        self.end_mark = end_mark

    def __repr__(self):
        return "%s(tag=%r, value=%r)" % (type(self).__name__, self.tag,
                                         self.value)


class ScalarNode(Node):
    id = "scalar"

    def __init__(self, tag, value, start_mark=None, end_mark=None, style=None):
        Node.__init__(self, tag, value, start_mark, end_mark)
        self.style = style


class CollectionNode(Node):
    def __init__(self, tag, value, start_mark=None, end_mark=None,
                 flow_style=None):
        Node.__init__(self, tag, value, start_mark, end_mark)
        self.flow_style = flow_style


class SequenceNode(CollectionNode):
    id = "sequence"


class MappingNode(CollectionNode):
    id = "mapping"
