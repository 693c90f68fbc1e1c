"""Topological order: https://docs.python.org/3/library/graphlib.html"""

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    pass


class TopologicalSorter:
    def __init__(self, graph=None):
        self._before = {}  # node: how many of its predecessors are not done
        self._after = {}  # node: its successors
        self._ready = None
        self._given = set()
        self._left = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _ensure(self, node):
        if node not in self._before:
            self._before[node] = 0
            self._after[node] = []

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._ensure(node)
        self._before[node] += len(predecessors)
        for predecessor in predecessors:
            self._ensure(predecessor)
            self._after[predecessor].append(node)

    def prepare(self):
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._left = len(self._before)
        self._ready = [node for node, count in self._before.items() if count == 0]
        cycle = self._cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _cycle(self):
        state = {}
        for start in self._after:
            if start in state:
                continue
            path = [start]
            stack = [iter(self._after[start])]
            state[start] = 1
            while stack:
                for node in stack[-1]:
                    if state.get(node) == 1:
                        return path[path.index(node):] + [node]
                    if node not in state:
                        state[node] = 1
                        path.append(node)
                        stack.append(iter(self._after[node]))
                        break
                else:
                    state[path.pop()] = 2
                    stack.pop()
        return None

    def get_ready(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        self._given.update(result)
        self._ready.clear()
        return result

    def is_active(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._left > 0

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            if node not in self._before:
                raise ValueError("node %r was not added using add()" % (node,))
            if node not in self._given:
                if self._before[node] < 0:
                    raise ValueError("node %r was already marked done" % (node,))
                raise ValueError("node %r was not passed out (still not ready)" % (node,))
            self._given.discard(node)
            self._before[node] = -1
            self._left -= 1
            for successor in self._after[node]:
                self._before[successor] -= 1
                if self._before[successor] == 0:
                    self._ready.append(successor)

    def static_order(self):
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    @classmethod
    def __class_getitem__(cls, item):
        return cls
