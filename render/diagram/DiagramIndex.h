#pragma once

#include "model/design/Subject.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::render {

/// Finds the boxes of a diagram in which a thing of the design is drawn: its own, or that of the rack in which it lies.
/// A pod design is drawn once, on a sheet of its own, however often it is placed.
class DiagramIndex {
public:
    void addSheet(std::size_t sheet, const std::string& podDesign, const std::vector<std::string>& placedPods);
    void addBox(std::size_t box, std::size_t sheet, const model::Subject& subject);

    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const;

private:
    struct Sheet {
        std::size_t number = 0;
        std::string podDesign;
    };
    struct Box {
        std::size_t number = 0, sheet = 0;
    };
    std::map<std::string, std::vector<Box>> m_boxes; ///< "pod:su/a04", "feed:su/a", "su-1".
    std::map<std::string, std::vector<Sheet>, std::less<>> m_podSheets; ///< By the id of a placed pod.
};

} // namespace colonnade::render
