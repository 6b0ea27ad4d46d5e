#include "model/design/Design.h"
#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/oneline/OneLineSheets.h"
#include "render/plan/PlanIndex.h"

#include <algorithm>
#include <map>

namespace colonnade::render {
namespace {

using namespace model;

/// Placements of one rack design that are in one state.
struct Alike {
    OneLineRackState state;
    std::vector<std::string> labels;
};

/// Which states the placements of a rack design are in, in the order in which they are met.
class RackStates {
public:
    RackStates(const RackDesign& rack, const OneLineContent& content) : m_rack{rack}, m_overrides{provisionedOverrides(*content.design->hall())}
    {
        const Hall& hall = *content.design->hall();
        const DesignLoss* loss = content.loss;
        addAll({hall.arrangement, content.state->hall, loss ? &loss->hall : nullptr});
        for (std::size_t i = 0; i < hall.pods.size() && i < content.state->pods.size(); ++i) {
            const PodPlacement& pod = hall.pods[i];
            Room room{pod.pod->arrangement(), *content.state->pods[i].state};
            room.pod = &pod;
            room.several = hall.pods.size() > 1;
            if (loss) {
                const auto own = loss->pods.find(pod.id);
                room.loss = own == loss->pods.end() ? nullptr : &own->second;
                room.lost = std::ranges::find(loss->hall.placements, pod.id) != loss->hall.placements.end();
            }
            addAll(room);
        }
    }

    [[nodiscard]] std::vector<Alike> found() &&
    {
        std::stable_partition(m_found.begin(), m_found.end(), [](const Alike& each) { return !each.state.normal(); });
        return std::move(m_found);
    }

private:
    /// The hall's own arrangement, or that of a placed pod.
    struct Room {
        const Arrangement& arrangement;
        const ArrangementState& state;
        const ArrangementLoss* loss = nullptr;
        const PodPlacement* pod = nullptr;
        bool several = false; ///< Labels say which pod.
        bool lost = false;    ///< All of it.
    };

    void addAll(const Room& room)
    {
        const Arrangement& arrangement = room.arrangement;
        const PodPlacement* pod = room.pod;
        std::map<FeedId, std::size_t> numbers;
        for (std::size_t i = 0; i < arrangement.feeds.size(); ++i)
            numbers.emplace(arrangement.feeds[i].id, i);
        for (const Placement& placement : arrangement.placements) {
            if (!placement.rack() || (*placement.rack())->id() != m_rack.id())
                continue;
            OneLineRackState here;
            for (const SideFeed& side : placement.feeds)
                here.fed.add(side.side);
            here.alive = aliveSides(placement.feeds, arrangement, numbers, room.state);
            here.lost = room.lost;
            if (room.loss) {
                here.lost = here.lost || std::ranges::find(room.loss->placements, placement.id) != room.loss->placements.end();
                if (const auto inside = room.loss->inside.find(placement.id); inside != room.loss->inside.end())
                    here.inside = inside->second;
            }
            const auto special = m_overrides.find(pod ? pod->id.text() : std::string{});
            if (special != m_overrides.end()) {
                if (const auto own = special->second.find(placement.id); own != special->second.end())
                    here.provisioned = own->second;
            }
            const std::string label = labelOr(placement.label, placement.id.text());
            take(std::move(here), room.several ? labelOr(pod->label, pod->id.text()) + '/' + label : label);
        }
    }

    void take(OneLineRackState state, std::string label)
    {
        auto at = std::ranges::find(m_found, state, &Alike::state);
        if (at == m_found.end())
            at = m_found.insert(m_found.end(), {std::move(state), {}});
        at->labels.push_back(plain(label).toStdString());
    }

    const RackDesign& m_rack;
    const std::map<std::string, std::map<PlacementId, Watts>> m_overrides;
    std::vector<Alike> m_found;
};

OneLineSheet sheetOf(const RackDesign& rack, int times)
{
    OneLineSheet sheet;
    sheet.what = OneLineSheet::What::Rack;
    sheet.subject = Subject::rack(rack.id().text());
    sheet.times = times;
    sheet.title = plain(rack.name());
    return sheet;
}

} // namespace

void addRackSheets(const Design& design, const RackDesign& rack, const OneLineContent& content, const OneLineTaker& add)
{
    const int times = design.placementsOf(rack.id());
    std::vector<Alike> states;
    if (content.state)
        states = RackStates{rack, content}.found();
    if (states.empty()) {
        OneLineSheet sheet = sheetOf(rack, times);
        sheet.remark = QStringLiteral("inside, placed %1 × · figures of one rack").arg(wholeText(times));
        add(std::move(sheet), rackGraph(rack, content.basis));
        return;
    }
    for (Alike& each : states) {
        const auto number = static_cast<int>(each.labels.size());
        OneLineSheet sheet = sheetOf(rack, number);
        const QString which = rangesText(std::move(each.labels));
        sheet.remark = (each.state.normal() ? QStringLiteral("inside of %1, as normally · figures of one rack")
                                            : QStringLiteral("inside of %1 in this state · figures of one rack"))
                           .arg(number > 1 ? QStringLiteral("%1 (%2 racks)").arg(which, wholeText(number)) : which);
        add(std::move(sheet), rackGraph(rack, content.basis, &each.state));
    }
}

} // namespace colonnade::render
