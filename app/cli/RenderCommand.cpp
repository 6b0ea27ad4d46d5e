#include "app/cli/ChosenRack.h"
#include "app/cli/Command.h"
#include "app/cli/FabricPicture.h"
#include "app/cli/GuiApplication.h"
#include "app/cli/Terminal.h"
#include "app/cli/ViewPictures.h"

#include "model/design/Instance.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/Quote.h"
#include "model/exchange/package/Package.h"
#include "model/rules/Depth.h"
#include "model/rules/Engine.h"
#include "model/units/Text.h"
#include "render/elevation/ElevationPainter.h"
#include "render/elevation/SidePainter.h"
#include "render/loops/LoopLayout.h"
#include "render/loops/LoopPainter.h"
#include "render/oneline/OneLineLayout.h"
#include "render/oneline/OneLinePainter.h"
#include "render/overlay/FloorFigures.h"
#include "render/plan/PlanPainter.h"
#include "render/report/ChartSheet.h"
#include "render/report/DrawingMarks.h"
#include "render/report/Picture.h"
#include "render/scene/FloorPicture.h"

#include <algorithm>
#include <array>

namespace colonnade::cli {

namespace {

using namespace model;

constexpr std::array<std::string_view, 8> views{"floor3d", "floor", "rack", "charts", "power", "cooling", "loops", "fabric"};
constexpr std::array<std::string_view, 4> faces{"both", "front", "rear", "side"};
constexpr int leastSide = 64, mostSide = 16384;
constexpr double margin = 24;

Result<QSize> sizeFrom(std::string_view text)
{
    const auto cross = text.find('x');
    if (cross != std::string_view::npos) {
        const auto width = wholeFrom(text.substr(0, cross)), height = wholeFrom(text.substr(cross + 1));
        const auto good = [](const auto& side) { return side && *side >= leastSide && *side <= mostSide; };
        if (good(width) && good(height))
            return QSize{static_cast<int>(*width), static_cast<int>(*height)};
    }
    return fail("--size: found '{}', expected width x height in pixels, {} to {} each, as 1600x1000", shown(text), leastSide,
                mostSide);
}

/// "power, feed, loop, coolant-supply, ..."
std::string overlayWords()
{
    QStringList words;
    for (const render::FloorOverlay overlay : render::floorOverlays) {
        if (render::hasFigures(overlay) || overlay == render::FloorOverlay::Failure)
            words << render::word(overlay).replace(QLatin1Char(' '), QLatin1Char('-'));
    }
    return words.join(QStringLiteral(", ")).toStdString();
}

class RenderCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("render", "Draw a view of a design");
        command->add_option("design", m_design, "Design file")->required()->type_name("DESIGN");
        command->add_option("--view", m_view, "What to draw: floor3d, floor, rack, charts, power (the one-line diagram), cooling (the coolant loops; also: loops) or fabric (the networks)")->required()->type_name("VIEW");
        command->add_option("--path", m_path, "Rack (instance or design), or the place to look at in 3D; of power, a rack whose inside is drawn too; of cooling, one loop, as loop:su/tcs-1; of fabric, one fabric, as fabric:su/compute, or a device to show by itself")->type_name("P");
        command->add_option("--face", m_face, "Of a rack: both (front and rear), front, rear or side")->capture_default_str()->type_name("FACE");
        command->add_option("--overlay", m_overlay, "Of floor and floor3d, what racks, or trays and cables, are coloured by: " + overlayWords() + "; of fabric, what lines are coloured by: utilisation, failure")->type_name("OVERLAY");
        m_fabrics.declare(*command);
        command->add_option("--workload", m_workload, "Workload of the charts; without it, the first")->type_name("NAME");
        command->add_option("--size", m_size, "Pixels")->capture_default_str()->type_name("WxH");
        command->add_flag("--dark", m_dark, "Dark instead of light colours");
        command->add_option("-o,--output", m_output, "File to write: .png, or .svg for all but floor3d; '-' is a PNG on standard output")
            ->required()
            ->type_name("PNG|SVG");
        command->footer("Example: colonnade render hall.colonnade --view rack --path su-1/a04 -o a04.svg\n"
                        "Example: colonnade render hall.colonnade --view fabric --overlay utilisation --traffic ring --fail su-1/n01/leaf1 -o ring.png\n"
                        "Example: colonnade render hall.colonnade --view floor3d --overlay utilisation -o bundles.png");
        return command;
    }

    int run() override
    {
        if (std::find(views.begin(), views.end(), m_view) == views.end())
            return refuse({fmt::format("--view: found '{}', expected floor3d, floor, rack, charts, power, cooling or fabric", shown(m_view))});
        if (std::find(faces.begin(), faces.end(), m_face) == faces.end())
            return refuse({fmt::format("--face: found '{}', expected both, front, rear or side", shown(m_face))});
        const bool svg = m_output.ends_with(".svg");
        if (!svg && !m_output.ends_with(".png") && m_output != "-")
            return refuse({fmt::format("'{}' should end with .png or .svg", m_output)});
        const bool floor3d = m_view == "floor3d";
        if (svg && floor3d)
            return refuse({"A 3D picture cannot be written as SVG; use .png"});
        const auto size = sizeFrom(m_size);
        if (!size)
            return refuse(size.error());
        if (const auto good = checkOverlay(); !good)
            return refuse(good.error());
        const auto design = loadDesign(m_design);
        if (!design)
            return refuse(design.error());
        const auto profile = profileOf(*design, m_design);
        if (!profile)
            return refuse(profile.error());
        const Evaluation evaluation = RuleEngine{}.evaluate(*design, *profile, today());

        const GuiApplication application{floor3d ? GuiApplication::Needs::Floor3d : GuiApplication::Needs::Paint};
        const render::Theme& theme = render::Theme::of(m_dark ? render::ThemeName::Dark : render::ThemeName::Light);
        if (floor3d) {
            if (!application.floor3d())
                return refuse(application.floor3d().error());
            return writeFloor3d(*design, *profile, evaluation, theme, *size);
        }
        const auto drawing = drawingOf(*design, *profile, evaluation, theme, *size);
        if (!drawing)
            return refuse(drawing.error());
        const auto bytes = svg ? render::svgOf(*drawing, *size, theme.canvas) : render::pngOf(*drawing, *size, theme.canvas);
        return bytes ? write(*bytes) : refuse(bytes.error());
    }

    /// One view as SVG.
    [[nodiscard]] Result<std::string> svg(const Design& design, const Profile& profile, const Evaluation& evaluation, const ViewWish& wish)
    {
        m_design = wish.file;
        m_view = wish.view;
        m_path = wish.path;
        const auto size = sizeFrom(wish.size);
        if (!size)
            return tl::unexpected{size.error()};
        const render::Theme& theme = render::Theme::of(render::ThemeName::Light);
        const auto drawing = drawingOf(design, profile, evaluation, theme, *size);
        if (!drawing)
            return tl::unexpected{drawing.error()};
        const auto bytes = render::svgOf(*drawing, *size, theme.canvas);
        return bytes ? Result<std::string>{bytes->toStdString()} : tl::unexpected{bytes.error()};
    }

private:
    Result<void> checkOverlay()
    {
        if (m_view == "fabric")
            return m_fabrics.check(m_overlay);
        if (!m_overlay.empty() && !render::overlayFrom(QString::fromStdString(m_overlay), m_overlaid))
            return fail("--overlay: found '{}', expected one of {}", shown(m_overlay), overlayWords());
        const bool floor = m_view == "floor" || m_view == "floor3d";
        return m_fabrics.checkFloor(floor ? m_overlaid : render::FloorOverlay::None);
    }

    int write(const QByteArray& bytes)
    {
        return deliver({bytes.constData(), static_cast<std::size_t>(bytes.size())}, m_output, {".png", ".svg"}, false, m_design);
    }

    int writeFloor3d(const Design& design, const Profile& profile, const Evaluation& evaluation, const render::Theme& theme, QSize size)
    {
        render::FloorView view;
        view.overlay = m_overlaid;
        view.figures = figuresOf(design, profile);
        view.decorated = true;
        auto state = m_fabrics.onFloor(design, profile, m_overlaid);
        if (!state)
            return refuse(state.error());
        view.cableOverlay = std::move(state->cables);
        view.states = std::move(state->places);
        if (!m_path.empty()) {
            const auto place = placeAt(design, m_path);
            if (!place)
                return refuse(place.error());
            view.focus = Subject::instance(m_path);
        }
        const auto picture = render::floorPicture(design, theme, size, view, 1, evaluation.findings);
        if (!picture)
            return refuse(picture.error());
        const auto bytes = render::pngOf(*picture);
        return bytes ? write(*bytes) : refuse(bytes.error());
    }

    /// Of the overlay; null where it has none.
    [[nodiscard]] std::shared_ptr<const render::FloorFigures> figuresOf(const Design& design, const Profile& profile) const
    {
        if (!render::hasFigures(m_overlaid))
            return nullptr;
        const DesignCooling cooling = designCooling(design, profile.cooling);
        render::OverlaySources sources;
        sources.hall = design.hall().get();
        sources.design = &design;
        sources.profile = &profile;
        sources.cooling = &cooling;
        return std::make_shared<const render::FloorFigures>(render::floorFigures(m_overlaid, sources));
    }

    [[nodiscard]] Result<render::Drawing> drawingOf(const Design& design, const Profile& profile, const Evaluation& evaluation,
                                                    const render::Theme& theme, QSize size) const
    {
        if (m_view == "floor") {
            auto index = std::make_shared<const render::PlanIndex>(design.hall());
            render::PlanContent content;
            content.index = index.get();
            content.findings = render::planFindings(*index, evaluation.findings);
            content.figures = figuresOf(design, profile);
            auto state = m_fabrics.onFloor(design, profile, m_overlaid);
            if (!state)
                return tl::unexpected{state.error()};
            if (!state->cables.isNone())
                content.cables = std::make_shared<const render::PlanCables>(render::PlanCables::of(design.hall(), {}, {}, state->cables));
            content.failure = m_overlaid == render::FloorOverlay::Failure;
            auto places = std::make_shared<const render::PlaceStates>(std::move(state->places));
            content.states = places->empty() ? nullptr : places.get();
            return [index, places, content, &theme](QPainter& painter, const QRectF& area) {
                const auto layout = render::PlanLayout::fitted(index->extent(), area, margin);
                render::PlanPainter{theme, layout}.paint(painter, area, content);
            };
        }
        if (m_view == "rack") {
            const auto rack = rackAt(design, m_path);
            if (!rack)
                return tl::unexpected{rack.error()};
            render::ElevationContent content;
            content.rack = rack->design.get();
            content.judged = true;
            render::addFindings(content, evaluation.findings, rack->design->id(), rack->instance);
            if (m_face == "side")
                return sideOf(rack->design, profile, content, theme);
            render::ElevationOptions options;
            options.views = m_face == "front" ? render::ElevationOptions::Views::Front
                : m_face == "rear"            ? render::ElevationOptions::Views::Rear
                                              : render::ElevationOptions::Views::FrontAndRear;
            return [held = rack->design, content, options, &theme](QPainter& painter, const QRectF& area) {
                const QRectF room = area.adjusted(margin, margin, -margin, -margin);
                render::ElevationPainter{theme, render::ElevationLayout::fitted(*held, room, options)}.paint(painter, content);
            };
        }
        if (m_view == "power")
            return oneLineOf(design, profile, evaluation, theme, size);
        if (m_view == "cooling" || m_view == "loops")
            return loopsOf(design, profile, evaluation, theme, size);
        if (m_view == "fabric")
            return m_fabrics.drawing(design, profile, evaluation.findings, m_overlay, m_path, m_design, theme, size);
        return chartsOf(design, profile, theme);
    }

    [[nodiscard]] static render::Drawing sideOf(const RackDesignRef& rack, const Profile& profile, const render::ElevationContent& content,
                                                const render::Theme& theme)
    {
        auto depth = std::make_shared<const RackDepth>(rackDepth(*rack, depthBasis(profile)));
        auto balance = std::make_shared<const RackBalance>(rackBalance(*rack, *depth));
        return [held = rack, depth = std::move(depth), balance = std::move(balance), content, &theme](QPainter& painter, const QRectF& area) {
            const QRectF room = area.adjusted(margin, margin, -margin, -margin);
            render::SidePainter{theme, render::SideLayout::fitted(*held, *depth, room), *depth, balance.get()}.paint(painter, content);
        };
    }

    [[nodiscard]] Result<render::Drawing> loopsOf(const Design& design, const Profile& profile, const Evaluation& evaluation,
                                                  const render::Theme& theme, QSize size) const
    {
        const DesignCooling cooling = designCooling(design, profile.cooling);
        render::LoopDiagramContent content;
        content.design = &design;
        content.cooling = &cooling;
        content.only = m_path;
        render::LoopDiagramOptions options;
        options.area = QSizeF{size};
        render::LoopDiagram diagram = render::loopDiagramOf(content, options);
        if (diagram.empty())
            return m_path.empty() ? fail("'{}' has no coolant loops", m_design) : fail("'{}' has no coolant loop '{}'; one is named as 'loop:su/tcs-1'", m_design, shown(m_path));
        render::LoopMarks marks;
        marks.findings = render::loopFindings(diagram, evaluation.findings);
        return [diagram = std::move(diagram), marks = std::move(marks), &theme](QPainter& painter, const QRectF& area) {
            const auto window = render::DiagramWindow::fitted(diagram.extent, area, margin, 2);
            render::LoopPainter{theme, window}.paint(painter, area, diagram, marks);
        };
    }

    [[nodiscard]] Result<render::Drawing> oneLineOf(const Design& design, const Profile& profile, const Evaluation& evaluation,
                                                    const render::Theme& theme, QSize size) const
    {
        const DesignPower power = designPower(design, profile.power);
        render::OneLineContent content;
        content.design = &design;
        content.power = &power;
        content.basis = profile.power;
        if (!m_path.empty()) {
            const auto rack = rackAt(design, m_path);
            if (!rack)
                return tl::unexpected{rack.error()};
            content.racks = {rack->design->id().text()};
        }
        render::OneLineOptions options;
        options.area = QSizeF{size};
        render::OneLine diagram = render::oneLineOf(content, options);
        if (!diagram.hasNodes())
            return fail("'{}' has no feeds, and so no one-line diagram", m_design);
        render::OneLineMarks marks;
        marks.findings = render::oneLineFindings(diagram, evaluation.findings);
        return [diagram = std::move(diagram), marks = std::move(marks), &theme](QPainter& painter, const QRectF& area) {
            // Larger than on the screen where there is room: a picture is looked at from further away.
            const auto window = render::OneLineWindow::fitted(diagram.extent, area, margin, 2);
            render::OneLinePainter{theme, window}.paint(painter, area, diagram, marks);
        };
    }

    [[nodiscard]] Result<render::Drawing> chartsOf(const Design& design, const Profile& profile, const render::Theme& theme) const
    {
        render::ChartSheet charts;
        charts.power = render::powerChart(design.facts(), theme);
        for (const package::WorkloadPages& each : estimatedWorkloads(design, profile)) {
            if (!m_workload.empty() && each.workload.id.text() != m_workload)
                continue;
            if (each.estimate)
                charts.add(*each.machine, *each.estimate, each.scaling, theme);
            else if (each.serving)
                charts.add(*each.machine, *each.serving, theme);
            else
                charts.remark = QStringLiteral("No estimate: %1").arg(QString::fromStdString(shown(*each.refusal, 400)));
            charts.title = QString::fromStdString(shown(each.workload.name, 200));
            return charts.drawing(theme);
        }
        if (!m_workload.empty())
            return fail("'{}' has no workload '{}'", m_design, shown(m_workload));
        charts.remark = QStringLiteral("The design has no workload, and so no estimate.");
        return charts.drawing(theme);
    }

    std::string m_design, m_view, m_path, m_workload, m_size = "1600x1000", m_face = "both", m_overlay, m_output;
    FabricPicture m_fabrics;
    render::FloorOverlay m_overlaid = render::FloorOverlay::None;
    bool m_dark = false;
};

/// Views that can be drawn without depth, in the order of their files.
constexpr std::array<std::string_view, 5> flatViews{"floor", "power", "cooling", "fabric", "charts"};

} // namespace

Result<NetworkExport> viewPictures(const Design& design, const Profile& profile, const Evaluation& evaluation, const ViewWish& wish)
{
    NetworkExport out;
    RenderCommand render;
    if (!wish.view.empty()) {
        if (wish.view == "floor3d" || std::find(views.begin(), views.end(), wish.view) == views.end())
            return fail("--view: found '{}', expected floor, rack, charts, power, cooling or fabric", shown(wish.view));
        auto picture = render.svg(design, profile, evaluation, wish);
        if (!picture)
            return tl::unexpected{picture.error()};
        out.files.push_back({fmt::format("{}.svg", wish.view), std::move(*picture)});
        return out;
    }
    if (!wish.path.empty())
        return fail("'--path' is of one view; name it with '--view'");
    const auto add = [&](std::string_view view, const std::string& path, std::string name) {
        auto picture = render.svg(design, profile, evaluation, {std::string(view), path, wish.size, wish.file});
        if (picture)
            out.files.push_back({std::move(name), std::move(*picture)});
        else
            out.notes.push_back(picture.error().text);
    };
    for (const std::string_view view : flatViews)
        add(view, {}, fmt::format("{}.svg", view));
    SafeNames names;
    for (const auto& [id, rack] : design.rackDesigns())
        add("rack", fmt::format("rack:{}", id.text()), names.add(fmt::format("rack-{}", id.text())) + ".svg");
    return out.files.empty() ? fail("{}", out.notes.front()) : Result<NetworkExport>{std::move(out)};
}

std::unique_ptr<Command> renderCommand()
{
    return std::make_unique<RenderCommand>();
}

} // namespace colonnade::cli
