class Items(list):
    pass


class Shifted(list):
    def __getitem__(self, index):
        return -super().__getitem__(index)


print(list(reversed(Items([1, 2, 3]))))
print(list(reversed(Shifted([1, 2, 3]))))
print(list(reversed([])), list(Items("ab").__reversed__()))
