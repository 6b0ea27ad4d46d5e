#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace colonnade::model {

/// Adds `item` at the end of a list that does not hold it yet. Takes time with the length of the list.
template <class T, class Item> void addOnce(std::vector<T>& list, Item&& item)
{
    if (std::find(list.begin(), list.end(), item) == list.end())
        list.push_back(std::forward<Item>(item));
}

} // namespace colonnade::model
