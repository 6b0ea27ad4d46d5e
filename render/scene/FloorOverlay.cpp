#include "render/scene/FloorOverlay.h"

#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::render {
namespace {

constexpr double watts = 1000; ///< In a kilowatt.

QString kilowatts(double power)
{
    return QString::fromStdString(model::significant(power / watts, 3));
}

/// Power that is reserved for an item, or nothing where the catalog does not know all of it.
std::optional<model::Watts> provisioned(const FloorScene& scene, const SceneItem& item)
{
    const auto& overrides = scene.hall()->overrides;
    const auto over = overrides.find(item.path);
    if (over != overrides.end() && over->second.provisioned)
        return over->second.provisioned;
    const Shape& shape = scene.shapeOf(item);
    if (!shape.rack)
        return shape.part->power.forProvisioning();
    const auto& sum = shape.rack->facts().provisioned;
    return sum.complete() ? std::optional{sum.known} : std::nullopt;
}

class Colouring {
public:
    explicit Colouring(const FloorScene& scene) : m_scene{scene}, m_theme{scene.palette().theme}
    {
        m_out.colours.resize(scene.items().size(), unknown());
        m_out.values.resize(scene.items().size());
    }

    OverlayColours byPower()
    {
        std::vector<std::optional<model::Watts>> powers;
        double low = 1e300, high = 0;
        for (const SceneItem& item : m_scene.items()) {
            powers.push_back(provisioned(m_scene, item));
            if (powers.back()) {
                low = std::min(low, powers.back()->value());
                high = std::max(high, powers.back()->value());
            }
        }
        if (high <= 0)
            low = 0;
        int missing = 0;
        for (std::size_t i = 0; i < powers.size(); ++i) {
            if (!powers[i]) {
                ++missing;
                m_out.values[i] = QStringLiteral("–");
                continue;
            }
            const double share = high > low ? (powers[i]->value() - low) / (high - low) : 1;
            m_out.colours[i] = m_theme.sequentialAt(share);
            m_out.values[i] = kilowatts(powers[i]->value());
        }
        m_out.legend.title = QStringLiteral("Provisioned power, kW");
        m_out.legend.scale.assign(m_theme.sequential.begin(), m_theme.sequential.end());
        for (const double share : {0.0, 0.5, 1.0})
            m_out.legend.ticks.push_back(kilowatts(low + share * (high - low)));
        if (missing > 0)
            m_out.legend.entries.push_back({unknown(), QStringLiteral("not known"), missing});
        return std::move(m_out);
    }

    OverlayColours byFindings(std::span<const model::Finding> findings)
    {
        std::vector<std::optional<model::Severity>> worst(m_scene.items().size());
        for (const model::Finding& finding : findings) {
            if (finding.waived)
                continue;
            std::set<std::size_t> hit;
            for (const model::Subject& subject : finding.subjects) {
                for (const SceneTarget& target : m_scene.targets(subject))
                    hit.insert(target.item);
            }
            for (const std::size_t i : hit) {
                if (!worst[i] || rank(finding.severity) < rank(*worst[i]))
                    worst[i] = finding.severity;
            }
        }
        using model::Severity;
        const struct {
            std::optional<Severity> severity;
            QColor colour;
            const char* text;
        } kinds[] = {
            {Severity::Error, m_theme.error, "error"},
            {Severity::Warning, m_theme.warningFill, "warning"},
            {Severity::Info, m_theme.info, "info"},
            {Severity::NotEvaluated, mixed(m_theme.notEvaluated, m_scene.palette().cabinet, 0.45),
             "not evaluated"},
            {std::nullopt, mixed(m_theme.ok, m_scene.palette().cabinet, 0.35), "no finding"}};
        for (const auto& kind : kinds) {
            int count = 0;
            for (std::size_t i = 0; i < worst.size(); ++i) {
                if (worst[i] != kind.severity)
                    continue;
                ++count;
                m_out.colours[i] = kind.colour;
            }
            if (count > 0)
                m_out.legend.entries.push_back({kind.colour, QString::fromUtf8(kind.text), count});
        }
        m_out.legend.title = QStringLiteral("Worst finding");
        return std::move(m_out);
    }

    OverlayColours byFeed()
    {
        return byWord(
            QStringLiteral("Feeds"), QStringLiteral("no feed"), [&](const SceneItem& item) {
                const model::Arrangement& arrangement = arrangementOf(item);
                QStringList names;
                for (const model::SideFeed& feed : item.placement->feeds) {
                    const model::Feed* known = arrangement.feed(feed.feed);
                    names << QChar{static_cast<char16_t>(letter(feed.side))} + QStringLiteral(": ")
                            + plain(known && !known->name.empty() ? known->name : feed.feed.text());
                }
                return names.join(QStringLiteral(", "));
            });
    }

    OverlayColours byLoop()
    {
        return byWord(QStringLiteral("Coolant loop"), QStringLiteral("no loop"),
                      [&](const SceneItem& item) {
                          if (!item.placement->loop)
                              return QString{};
                          const model::Loop* loop = arrangementOf(item).loop(*item.placement->loop);
                          return plain(loop && !loop->name.empty() ? loop->name
                                                                   : item.placement->loop->text());
                      });
    }

private:
    static int rank(model::Severity severity)
    {
        switch (severity) {
        case model::Severity::Error: return 0;
        case model::Severity::Warning: return 1;
        case model::Severity::NotEvaluated: return 2;
        case model::Severity::Info: return 3;
        }
        return 4;
    }

    [[nodiscard]] QColor unknown() const
    {
        return mixed(m_theme.kind(model::DeviceRole::Passive), m_scene.palette().cabinet, 0.4);
    }

    [[nodiscard]] const model::Arrangement& arrangementOf(const SceneItem& item) const
    {
        const model::PodPlacement* pod = m_scene.groups()[item.pod].pod;
        return pod ? pod->pod->arrangement() : m_scene.hall()->arrangement;
    }

    /// One colour for each different word; beyond eight the colours begin anew, and the legend says
    /// which is which.
    template <class Word>
    OverlayColours byWord(const QString& title, const QString& none, const Word& wordOf)
    {
        std::map<QString, std::size_t> series;
        int without = 0;
        for (std::size_t i = 0; i < m_scene.items().size(); ++i) {
            const QString text = wordOf(m_scene.items()[i]);
            if (text.isEmpty()) {
                ++without;
                continue;
            }
            const auto [at, isNew] = series.try_emplace(text, m_out.legend.entries.size());
            if (isNew)
                m_out.legend.entries.push_back(
                    {m_theme.series(static_cast<int>(at->second)), text, 0});
            LegendEntry& entry = m_out.legend.entries[at->second];
            ++entry.count;
            m_out.colours[i] = entry.colour;
        }
        if (without > 0)
            m_out.legend.entries.push_back({unknown(), none, without});
        m_out.legend.title = title;
        return std::move(m_out);
    }

    const FloorScene& m_scene;
    const Theme& m_theme;
    OverlayColours m_out;
};

} // namespace

QString word(FloorOverlay overlay)
{
    switch (overlay) {
    case FloorOverlay::None: return QStringLiteral("none");
    case FloorOverlay::Findings: return QStringLiteral("findings");
    case FloorOverlay::Power: return QStringLiteral("power");
    case FloorOverlay::Feed: return QStringLiteral("feed");
    case FloorOverlay::Loop: return QStringLiteral("loop");
    case FloorOverlay::Failure: return QStringLiteral("failure");
    }
    return {};
}

OverlayColours OverlayColours::of(FloorOverlay overlay, const FloorScene& scene,
                                  std::span<const model::Finding> findings)
{
    OverlayColours out;
    switch (overlay) {
    case FloorOverlay::None: break;
    case FloorOverlay::Findings: out = Colouring{scene}.byFindings(findings); break;
    case FloorOverlay::Power: out = Colouring{scene}.byPower(); break;
    case FloorOverlay::Feed: out = Colouring{scene}.byFeed(); break;
    case FloorOverlay::Loop: out = Colouring{scene}.byLoop(); break;
    case FloorOverlay::Failure: out = ofFailure(scene, nullptr); break;
    }
    out.overlay = overlay;
    return out;
}

OverlayColours OverlayColours::ofFailure(const FloorScene& scene, const PlaceStates* states)
{
    OverlayColours out;
    out.overlay = FloorOverlay::Failure;
    const Theme& theme = scene.palette().theme;
    std::array<int, model::placeStateCount> counts{};
    for (const SceneItem& item : scene.items()) {
        const model::PlaceState state = stateIn(states, item.path);
        ++counts[static_cast<std::size_t>(state)];
        out.states.push_back(state);
        out.colours.push_back(failureFill(state, theme));
        out.values.push_back(state == model::PlaceState::Normal ? QString{} : failureWord(state));
    }
    out.legend.title = states ? QStringLiteral("What fails") : QStringLiteral("Nothing has failed");
    for (int i = model::placeStateCount - 1; i >= 0; --i) {
        const auto state = static_cast<model::PlaceState>(i);
        if (const int count = counts[static_cast<std::size_t>(i)]; count > 0)
            out.legend.entries.push_back({failureFill(state, theme), failureWord(state), count});
    }
    return out;
}

} // namespace colonnade::render
