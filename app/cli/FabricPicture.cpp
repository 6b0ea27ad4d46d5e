#include "app/cli/FabricPicture.h"

#include "model/reliability/Failures.h"
#include "model/units/Text.h"
#include "render/fabric/FabricLosses.h"
#include "render/fabric/FabricPainter.h"
#include "render/fabric/FabricTraffic.h"
#include "render/fabric/HallTraffic.h"

#include <memory>
#include <optional>

namespace colonnade::cli {
namespace {

using namespace model;
using render::FabricShow;

constexpr double margin = 24;

render::TrafficWish wishOf(const std::string& traffic, const std::string& paths)
{
    return {traffic == word(TrafficPattern::Ring) ? TrafficPattern::Ring : TrafficPattern::AllToAll,
            paths == word(PathChoice::Hashed) ? PathChoice::Hashed : PathChoice::EvenSplit};
}

QString namesOf(const FailureSet& set)
{
    QStringList names;
    for (const FailedPart& part : set.parts)
        names << QString::fromStdString(part.name);
    return QStringLiteral("%1 lost").arg(names.join(QStringLiteral(", ")));
}

} // namespace

void FabricPicture::declare(CLI::App& command)
{
    command.add_option("--traffic", m_traffic, "Of the overlay utilisation: all-to-all (without it) or ring")
        ->check(CLI::IsMember({"all-to-all", "ring"}))
        ->type_name("PATTERN");
    command.add_option("--paths", m_paths, "Of the overlay utilisation: even-split over all shortest paths (without it), or hashed")
        ->check(CLI::IsMember({"even-split", "hashed"}))
        ->type_name("CHOICE");
    command.add_option("--fail", m_failed, "Of fabric, and of floor and floor3d with the overlays utilisation and failure: parts that have failed, named as for 'colonnade fail'; utilisation is then of what is left")->type_name("PATH");
}

Result<void> FabricPicture::check(const std::string& overlay) const
{
    if (!overlay.empty() && overlay != "none" && overlay != "utilisation" && overlay != "failure")
        return fail("--overlay: found '{}', expected utilisation or failure with --view fabric", shown(overlay));
    return checkOptions(overlay == "utilisation", overlay == "failure");
}

Result<void> FabricPicture::checkOptions(bool utilisation, bool failure) const
{
    if (failure && m_failed.empty())
        return fail("--overlay failure shows what --fail takes; name a part with --fail");
    if (!utilisation && (!m_traffic.empty() || !m_paths.empty()))
        return fail("--traffic and --paths belong to --overlay utilisation");
    return {};
}

bool FabricPicture::serves(render::FloorOverlay overlay)
{
    return overlay == render::FloorOverlay::Utilisation || overlay == render::FloorOverlay::Failure;
}

Result<void> FabricPicture::checkFloor(render::FloorOverlay overlay) const
{
    if (isAsked() && !serves(overlay))
        return fail("--traffic, --paths and --fail belong to --view fabric, or of floor and floor3d to the overlays utilisation and failure");
    return checkOptions(overlay == render::FloorOverlay::Utilisation, overlay == render::FloorOverlay::Failure);
}

Result<FloorState> FabricPicture::onFloor(const Design& design, const Profile& profile, render::FloorOverlay overlay) const
{
    using render::FloorOverlay;
    FloorState state;
    render::CableQuestion question;
    question.traffic = wishOf(m_traffic, m_paths);
    if (overlay == FloorOverlay::TrayFill) {
        state.cables.fill = render::TrayFillView::of(profile);
    } else if (overlay == FloorOverlay::Utilisation) {
        question.depth = render::CableDepth::Utilisation;
        state.cables.show = render::CableShow::Utilisation;
    } else if (overlay == FloorOverlay::Failure) {
        question.depth = render::CableDepth::Losses;
        state.cables.show = render::CableShow::Failure;
    } else {
        return state;
    }
    std::optional<Failures> failures; // Keeps alive what the failure points into.
    std::optional<Failure> failure;
    if (!m_failed.empty()) {
        failures.emplace(std::make_shared<const Design>(design), FailureBasis{profile.power, profile.cooling, profile.reliability});
        auto failed = failures->of(m_failed);
        if (!failed)
            return tl::unexpected{failed.error()};
        failure = std::move(*failed);
        question.failure = &*failure;
        question.failed = namesOf(failure->set);
        state.places = render::placeStatesIn(*failure, *design.hall());
    }
    render::HeldTraffic held;
    state.cables.cables = std::make_shared<const render::HallCables>(render::hallCables(design.hall(), question, held));
    return state;
}

Result<render::Drawing> FabricPicture::drawing(const Design& design, const Profile& profile, const std::vector<Finding>& findings,
                                               const std::string& overlay, const std::string& path, const std::string& file,
                                               const render::Theme& theme, QSize size) const
{
    const auto shared = std::make_shared<const Design>(design);
    std::optional<Failures> failures; // Keeps alive what the failure points into.
    std::optional<Failure> failure;
    if (!m_failed.empty()) {
        failures.emplace(shared, FailureBasis{profile.power, profile.cooling, profile.reliability});
        auto failed = failures->of(m_failed);
        if (!failed)
            return tl::unexpected{failed.error()};
        failure = std::move(*failed);
    }
    render::FabricDiagramContent content;
    content.show = overlay == "utilisation" ? FabricShow::Utilisation : overlay == "failure" ? FabricShow::Failure : FabricShow::Cables;
    const render::TrafficWish wish = wishOf(m_traffic, m_paths);
    content.measure = render::trafficText(wish);
    const Subject wanted = Subject::parse(path);
    for (const auto& network : render::fabricNetworks(shared)) {
        const std::vector<std::uint32_t> vertices = network->verticesOf(wanted);
        if (!path.empty() && vertices.empty() && network->subject != wanted)
            continue;
        for (const std::uint32_t vertex : vertices) {
            for (const std::string& key : render::keysTo(*network, vertex))
                content.opened[key] = true;
        }
        const FabricLoss loss = failure ? render::lossIn(*network, *failure, *design.hall()) : FabricLoss{};
        render::FabricState state = render::stateWith(*network, loss);
        if (failure)
            state.name = namesOf(failure->set);
        if (content.show == FabricShow::Utilisation)
            render::addTraffic(state, *network, render::fabricTraffic(*network->plan, loss, wish));
        content.states[network.get()] = std::move(state);
        content.networks.push_back(network);
    }
    render::FabricDiagramOptions options;
    options.area = QSizeF{size};
    render::FabricDiagram diagram = render::fabricDiagramOf(content, options);
    if (diagram.empty())
        return path.empty() ? fail("'{}' has no network", file)
                            : fail("'{}' has no fabric '{}', nor such a device in one; a fabric is named as 'fabric:su/compute'", file, shown(path));
    render::FabricMarks marks;
    render::addFindings(marks, diagram, findings);
    if (!path.empty()) {
        const auto boxes = diagram.boxesOf(wanted);
        marks.found.insert(boxes.begin(), boxes.end());
    }
    return [diagram = std::move(diagram), marks = std::move(marks), &theme](QPainter& painter, const QRectF& area) {
        const auto window = render::DiagramWindow::fitted(diagram.extent, area, margin, 2);
        render::FabricPainter{theme, window}.paint(painter, area, diagram, marks);
    };
}

} // namespace colonnade::cli
