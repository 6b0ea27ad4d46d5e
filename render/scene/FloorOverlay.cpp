#include "render/scene/FloorOverlay.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace colonnade::render {
namespace {

class Colouring {
public:
    explicit Colouring(const FloorScene& scene) : m_scene{scene}, m_theme{scene.palette().theme}
    {
        m_out.colours.resize(scene.items().size(), unknown());
        m_out.values.resize(scene.items().size());
    }

    OverlayColours byFindings(std::span<const model::Finding> findings)
    {
        std::vector<std::optional<model::Severity>> worst(m_scene.items().size());
        for (const model::Finding& finding : findings) {
            if (finding.waived)
                continue;
            std::set<std::size_t> hit;
            for (const model::Subject& subject : finding.subjects)
                addPlaces(hit, subject);
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
            const char* sign; ///< As in the mark of the severity, so that the colour does not carry it alone.
        } kinds[] = {
            {Severity::Error, m_theme.error, "error", "×"},
            {Severity::Warning, m_theme.warningFill, "warning", "!"},
            {Severity::Info, m_theme.info, "info", "i"},
            {Severity::NotEvaluated, mixed(m_theme.notEvaluated, m_scene.palette().cabinet, 0.45),
             "not evaluated", "?"},
            {std::nullopt, mixed(m_theme.ok, m_scene.palette().cabinet, 0.35), "no finding", ""}};
        for (const auto& kind : kinds) {
            int count = 0;
            for (std::size_t i = 0; i < worst.size(); ++i) {
                if (worst[i] != kind.severity)
                    continue;
                ++count;
                m_out.colours[i] = kind.colour;
                m_out.values[i] = QString::fromUtf8(kind.sign);
            }
            const QString sign = QString::fromUtf8(kind.sign);
            const QString text = QString::fromUtf8(kind.text);
            if (count > 0)
                m_out.legend.entries.push_back({kind.colour, sign.isEmpty() ? text : sign + QLatin1Char(' ') + text, count});
        }
        m_out.legend.title = QStringLiteral("Worst finding");
        return std::move(m_out);
    }

private:
    /// The racks and units that a finding is about, as a plan marks them. What is found for a feed, a loop, a part or a whole
    /// pod is no fault of each rack of it.
    void addPlaces(std::set<std::size_t>& out, const model::Subject& subject) const
    {
        using Where = model::Subject::Where;
        if (subject.where == Where::Instance) {
            std::string_view path = subject.path;
            while (!path.empty()) {
                if (const auto item = m_scene.itemAt(path)) {
                    out.insert(*item);
                    return;
                }
                const auto slash = path.rfind('/');
                path = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
            }
            return;
        }
        const bool wholePod = subject.where == Where::PodDesign && subject.path.find('/') == std::string::npos;
        if (wholePod || (subject.where != Where::RackDesign && subject.where != Where::PodDesign))
            return;
        const auto slash = subject.path.find('/');
        const model::Subject whole{subject.where, subject.where == Where::RackDesign ? subject.path.substr(0, slash) : subject.path};
        for (const SceneTarget& target : m_scene.targets(whole))
            out.insert(target.item);
    }

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

    const FloorScene& m_scene;
    const Theme& m_theme;
    OverlayColours m_out;
};

} // namespace

OverlayColours OverlayColours::of(FloorOverlay overlay, const FloorScene& scene,
                                  std::span<const model::Finding> findings)
{
    OverlayColours out;
    if (overlay == FloorOverlay::Findings)
        out = Colouring{scene}.byFindings(findings);
    else if (overlay == FloorOverlay::Failure)
        out = ofFailure(scene, nullptr);
    else if (hasFigures(overlay) && scene.hall())
        out = ofFigures(scene, floorFigures(overlay, {.hall = scene.hall(), .design = nullptr, .profile = nullptr, .cooling = nullptr, .loops = {}, .states = nullptr}));
    out.overlay = overlay;
    return out;
}

OverlayColours OverlayColours::ofFigures(const FloorScene& scene, const FloorFigures& figures, const PlaceStates* states)
{
    OverlayColours out;
    out.overlay = figures.overlay;
    const Theme& theme = scene.palette().theme;
    const PlaceFigure nothing;
    for (const SceneItem& item : scene.items()) {
        const PlaceFigure* found = figures.of(item.path);
        const PlaceFigure& figure = found ? *found : nothing;
        out.colours.push_back(figures.colour(figure, theme, scene.palette().cabinet));
        out.values.push_back(figures.valueText(figure));
        out.patterns.push_back(patternOf(figure));
        if (states)
            out.states.push_back(stateIn(states, item.path));
    }
    Legend cables = cableLegend(scene.cableOverlay(), scene.cables(), theme);
    out.legend = isOfCables(figures.overlay) && !cables.title.isEmpty() ? std::move(cables) : figures.legend(theme, scene.palette().cabinet);
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
    if (scene.cableOverlay().show == CableShow::Failure) {
        for (LegendEntry& entry : cableLegend(scene.cableOverlay(), scene.cables(), theme).entries)
            out.legend.entries.push_back(std::move(entry));
    }
    return out;
}

} // namespace colonnade::render
