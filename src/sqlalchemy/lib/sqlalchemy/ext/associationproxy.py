"""association_proxy(): attributes of related objects as one's own."""


class AssociationProxy:
    is_attribute = True

    def __init__(self, target_collection, attr, *, creator=None, **kw):
        self.target_collection = target_collection
        self.value_attr = attr
        self.creator = creator
        self.key = None

    def __set_name__(self, owner, name):
        self.key = name

    def __class_getitem__(cls, item):
        return cls

    def __get__(self, instance, owner):
        if instance is None:
            return self
        target = getattr(instance, self.target_collection)
        if target is None:
            return None
        if isinstance(target, dict):
            return {k: getattr(v, self.value_attr) for k, v in target.items()}
        if isinstance(target, (list, set)):
            return _Proxy(self, instance, target)
        return getattr(target, self.value_attr)

    def _create(self, instance, value):
        if self.creator is not None:
            return self.creator(value)
        prop = type(instance).__mapper__.get_property(self.target_collection)
        return prop.mapper.class_(value)

    def __set__(self, instance, values):
        prop = type(instance).__mapper__.get_property(self.target_collection)
        prop._configure()
        if not prop.uselist:
            target = getattr(instance, self.target_collection)
            if target is None:
                setattr(
                    instance,
                    self.target_collection,
                    self._create(instance, values),
                )
            else:
                setattr(target, self.value_attr, values)
            return
        setattr(
            instance,
            self.target_collection,
            [self._create(instance, value) for value in values],
        )


class _Proxy(list):
    def __init__(self, proxy, instance, target):
        super().__init__(getattr(v, proxy.value_attr) for v in target)
        self._proxy, self._instance, self._target = proxy, instance, target

    def append(self, value):
        made = self._proxy._create(self._instance, value)
        add = getattr(self._target, "append", None) or self._target.add
        add(made)
        super().append(value)

    add = append


def association_proxy(target_collection, attr, **kw):
    return AssociationProxy(target_collection, attr, **kw)


AssociationProxyInstance = AssociationProxy
