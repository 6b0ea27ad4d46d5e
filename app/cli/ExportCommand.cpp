#include "app/cli/Command.h"
#include "app/cli/ExportFolder.h"
#include "app/cli/GuiApplication.h"
#include "app/cli/Terminal.h"
#include "app/cli/ViewPictures.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/network/NetworkExport.h"
#include "model/exchange/package/PackageFolder.h"
#include "model/exchange/package/PackageJson.h"
#include "model/exchange/workbook/PackageSheets.h"
#include "model/exchange/workbook/WorkbookFile.h"
#include "model/rules/Engine.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"
#include "render/report/Report.h"
#include "render/scene/FloorGlb.h"
#include "render/scene/FloorPicture.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unistd.h>

namespace colonnade::cli {

namespace {

using namespace model;

/// Kinds of `--to` that are made here; the others are of networks.
constexpr std::array<std::string_view, 5> ownKinds{"pdf", "json", "xlsx", "svg", "glb"};

/// All kinds that are written, for messages.
std::string writtenKinds()
{
    return fmt::format("{}, {}", fmt::join(ownKinds, ", "), fmt::join(networkExportKinds(), ", "));
}

bool isOfNetwork(std::string_view kind)
{
    const auto kinds = networkExportKinds();
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// A bar on standard error, where that is a terminal.
class ProgressBar {
public:
    bool show(double share)
    {
        const int percent = static_cast<int>(share * 100);
        if (!m_shown || percent == m_percent)
            return true;
        m_percent = percent;
        const std::size_t width = 30;
        const std::size_t done = static_cast<std::size_t>(share * static_cast<double>(width));
        const std::string bar = std::string(done, '#') + std::string(width - done, '.');
        std::fprintf(stderr, "\r[%s] %3d %%", bar.c_str(), percent);
        std::fflush(stderr);
        return true;
    }
    ~ProgressBar()
    {
        if (m_percent >= 0)
            std::fputs("\r\x1b[K", stderr);
    }

private:
    bool m_shown = isatty(STDERR_FILENO) == 1;
    int m_percent = -1;
};

class ExportCommand final : public Command {
public:
    CLI::App* declare(CLI::App& program) override
    {
        CLI::App* command = program.add_subcommand("export", "Hand a design over: as a reference package, as tables, pictures or a 3D model, or its network to another tool");
        command->add_option("design", m_design, "Design file")->required()->type_name("DESIGN");
        command->add_option("--to", m_kind, "Kind of file: " + writtenKinds())->required()->type_name("KIND");
        command->add_option("--audience", m_audience, "Who it is for")->check(CLI::IsMember({"internal"}))->type_name("internal");
        command->add_option("--profile", m_profile, "Rule profile instead of the design's own")->type_name("P");
        command->add_option("--date", m_options.issuedOn, "Date of issue, as 2026-11-22; without it the package has none")
            ->type_name("D");
        command->add_option("--title", m_options.title, "Title instead of the design's name")->type_name("T");
        command->add_option("--revision", m_options.revision, "Revision")->capture_default_str()->type_name("R");
        command->add_option("--status", m_status, "State of the document")
            ->check(CLI::IsMember({"draft", "for_review", "issued", "superseded"}))
            ->type_name("draft|for_review|issued|superseded");
        command->add_option("--issuer", m_options.issuer, "Who issues it")->type_name("NAME");
        command->add_option("--recipient", m_options.recipient, "Who receives it")->type_name("NAME");
        command->add_option("--marking", m_options.marking, "Marking of every page, as Confidential")->type_name("TEXT");
        command->add_option("--fabric", m_network.fabric, "Of networks, csv too: only this fabric, by id or path")->type_name("NAME");
        command->add_option("--naming", m_naming, "Of networks: another naming than the design's")
            ->check(CLI::IsMember({"paths", "tia-606", "nvidia-p2p", "short"}))
            ->type_name("paths|tia-606|nvidia-p2p|short");
        command->add_option("--spares", m_spares, "Of csv and packages: spares in percent of each stock item, rounded up")->check(CLI::Range(0.0, 100.0))->type_name("PERCENT");
        command->add_option("--view", m_views.view, "Of svg: one view, as of render; without it floor where OUT is a file, all views where it is a folder")->type_name("VIEW");
        command->add_option("--path", m_views.path, "Of svg with --view: rack, loop, fabric or device, as of render")->type_name("P");
        command->add_option("--size", m_views.size, "Of svg: pixels of a view")->capture_default_str()->type_name("WxH");
        command->add_option("-o,--output", m_output,
                            "File to write, or folder where there are several; json into a folder, ending in '/', has the cable schedule and port maps beside it; '-' is standard output")
            ->required()->type_name("OUT");
        command->add_flag("--force", m_force, "Replace a file of another kind");
        command->footer("The same design, options and date give the same bytes.\n"
                        "Example: colonnade export hall.colonnade --to pdf --date 2026-11-22 -o hall.pdf\n"
                        "Example: colonnade export hall.colonnade --to json --spares 2 -o package/\n"
                        "Example: colonnade export hall.colonnade --to xlsx --spares 2 -o hall.xlsx\n"
                        "Example: colonnade export hall.colonnade --to svg -o pictures/\n"
                        "Example: colonnade export hall.colonnade --to glb -o hall.glb\n"
                        "Example: colonnade export hall.colonnade --to svg --view fabric --path fabric:su/compute -o compute.svg\n"
                        "Example: colonnade export hall.colonnade --to csv --spares 2 -o cabling/\n"
                        "Example: colonnade export hall.colonnade --to csv --fabric compute --naming tia-606 -o compute/\n"
                        "Example: colonnade export hall.colonnade --to csv -o cables.csv\n"
                        "Example: colonnade export hall.colonnade --to dot --fabric compute -o compute.dot\n"
                        "Example: colonnade export hall.colonnade --to slurm -o topology.conf\n"
                        "Example: colonnade export hall.colonnade --to containerlab --fabric oob -o oob.clab.yml\n"
                        "Example: colonnade export hall.colonnade --to astra-sim -o simulation/\n"
                        "Example: colonnade export hall.colonnade --to netbox -o netbox/\n"
                        "Example: colonnade export hall.colonnade --to nvidia-p2p -o p2p.csv\n"
                        "Example: colonnade export hall.colonnade --to topo -o network.topo");
        return command;
    }

    int run() override
    {
        if (const auto fault = refusedKind(); !fault)
            return refuse(fault.error());
        if (!m_options.issuedOn.empty() && !isIsoDate(m_options.issuedOn))
            return refuse({fmt::format("--date: found '{}', expected a date as 2026-11-22", shown(m_options.issuedOn))});
        const auto design = loadDesign(m_design);
        if (!design)
            return refuse(design.error());
        if (isOfNetwork(m_kind))
            return writeNetwork(*design);
        if (m_kind == "glb")
            return writeFloor(*design);
        const auto profile = profileOf(*design, m_design, m_profile);
        if (!profile)
            return refuse(profile.error());
        // Waivers expire by the date of issue, so that a dated package does not change with the day it is made.
        const std::string day = m_options.issuedOn.empty() ? today() : m_options.issuedOn;
        const Evaluation evaluation = RuleEngine{}.evaluate(*design, *profile, day);
        if (m_kind == "svg")
            return writeViews(*design, *profile, evaluation);
        m_options.file = m_design;
        m_options.programVersion = COLONNADE_VERSION;
        m_options.status = packageStatusFrom(m_status);
        m_options.spareShare = m_spares / 100;
        const Package package = packageOf(*design, *profile, evaluation, packageWorkloads(*design, *profile), m_options);
        if (m_kind == "json" && isFolder(m_output))
            return deliverExport(packageFolder(package, *design), m_kind, m_output, m_force, m_design);
        if (m_kind == "json")
            return deliver(packageJson(package), m_output, {".json"}, m_force, m_design);
        if (m_kind == "xlsx")
            return writeWorkbook(package, *design);
        return writeReport(package, *design, evaluation);
    }

private:
    [[nodiscard]] Result<void> refusedKind() const
    {
        if (m_kind != "svg" && (!m_views.view.empty() || !m_views.path.empty()))
            return fail("'--view' and '--path' belong to '--to svg'");
        if (std::find(ownKinds.begin(), ownKinds.end(), m_kind) != ownKinds.end() || isOfNetwork(m_kind))
            return {};
        return fail("--to: found '{}', expected {}", shown(m_kind), writtenKinds());
    }

    int writeFloor(const Design& design)
    {
        const GuiApplication application{GuiApplication::Needs::Paint};
        const auto scene = render::FloorScene::of(design, render::ScenePalette::of(render::Theme::of(render::ThemeName::Light)));
        const auto floor = render::floorGlb(scene, design.name(), COLONNADE_VERSION);
        if (!floor)
            return refuse(floor.error());
        if (!floor->devicesNamed)
            say(fmt::format("{} devices are drawn in their racks and not named, as they are more than {}", floor->devices, render::mostDeviceNodes));
        if (const int wrong = deliver(floor->bytes, m_output, {".glb"}, m_force, m_design))
            return wrong;
        say(fmt::format("{} racks, {} floor units, {} devices", floor->racks, floor->units, floor->devices));
        return Done;
    }

    int writeWorkbook(const Package& package, const Design& design)
    {
        const auto bytes = workbookFile(packageSheets(package, design), {package.control.title, package.control.issuedOn});
        return bytes ? deliver(*bytes, m_output, {".xlsx"}, m_force, m_design) : refuse(bytes.error());
    }

    int writeViews(const Design& design, const Profile& profile, const Evaluation& evaluation)
    {
        m_views.file = m_design;
        const bool one = m_output == "-" || m_output.ends_with(".svg");
        if (one && m_views.view.empty())
            m_views.view = "floor";
        const GuiApplication application{GuiApplication::Needs::Paint};
        const auto pictures = viewPictures(design, profile, evaluation, m_views);
        return pictures ? deliverExport(*pictures, m_kind, m_output, m_force, m_design) : refuse(pictures.error());
    }

    int writeNetwork(const Design& design)
    {
        if (!m_naming.empty()) {
            auto naming = namingFrom(m_naming);
            if (!naming)
                return refuse(naming.error());
            m_network.naming = std::move(*naming);
        }
        m_network.spareShare = m_spares / 100;
        m_network.slurmYaml = m_output.ends_with(".yaml") || m_output.ends_with(".yml");
        const auto out = networkExport(design, m_kind, m_network);
        return out ? deliverExport(*out, m_kind, m_output, m_force, m_design) : refuse(out.error());
    }

    int writeReport(const Package& package, const Design& design, const Evaluation& evaluation)
    {
        const GuiApplication application{GuiApplication::Needs::Floor3d};
        render::ReportOptions options;
        if (application.floor3d()) {
            auto picture = render::floorPicture(design, render::Theme::of(render::ThemeName::Light),
                                                render::reportFloorPictureSize(), {}, 2, evaluation.findings);
            if (picture)
                options.floor = std::move(*picture);
            else
                options.whyNoFloor = QString::fromStdString(picture.error().text);
        } else {
            options.whyNoFloor = QString::fromStdString(application.floor3d().error().text);
        }
        Result<render::Report> report = fail("nothing written");
        {
            ProgressBar bar;
            options.progress = [&bar](double share) { return bar.show(share); };
            report = render::writePdf(package, design, options);
        }
        if (!report)
            return refuse(report.error());
        if (!options.whyNoFloor.isEmpty())
            say(fmt::format("The package has no 3D picture: {}", options.whyNoFloor.toStdString()));
        const std::string_view bytes{report->bytes.constData(), static_cast<std::size_t>(report->bytes.size())};
        if (const int wrong = deliver(bytes, m_output, {".pdf"}, m_force, m_design))
            return wrong;
        say(fmt::format("{} pages, {}, design {} {}", report->pages, withUnit(static_cast<double>(bytes.size()), "B", 2),
                        package.designHash.substr(0, 4), package.designHash.substr(4, 4)));
        return Done;
    }

    std::string m_design, m_kind, m_audience = "internal", m_profile, m_status = "draft", m_output;
    std::string m_naming;
    double m_spares = 0;
    PackageOptions m_options;
    NetworkExportOptions m_network;
    ViewWish m_views;
    bool m_force = false;
};

} // namespace

std::unique_ptr<Command> exportCommand()
{
    return std::make_unique<ExportCommand>();
}

} // namespace colonnade::cli
