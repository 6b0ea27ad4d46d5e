#include "model/units/AddOnce.h"
#include "render/elevation/ElevationPainter.h"
#include "render/report/ReportWriter.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace colonnade::render {
namespace {

using namespace model;
using package::RackDesignPages;
using package::RackDevice;

constexpr double mm = pointsPerMillimetre;
constexpr std::array<int, 7> ratios{15, 20, 25, 30, 40, 50, 100};
constexpr double elevationText = 0.7; ///< Labels of 6.3 pt at 1 : 15.
constexpr double captionHeight = print::note * 1.35 + 4;

/// Devices of one part one above the other, or open units.
struct Run {
    double low = 1, high = 1; ///< First and last unit.
    std::vector<const RackDevice*> devices; ///< From below; empty: open.
};

std::vector<Run> runsFromTop(const RackDesignPages& rack)
{
    std::vector<Run> runs;
    for (const RackDevice& device : rack.devices) {
        if (!device.unit || device.face != word(Face::Front))
            continue;
        const bool follows = !runs.empty() && runs.back().devices.front()->part == device.part
            && std::abs(runs.back().high + 1 - *device.unit) < 0.01 && device.slot == word(Slot::Full);
        if (follows) {
            runs.back().high = *device.unit + device.units - 1;
            runs.back().devices.push_back(&device);
        } else {
            runs.push_back({*device.unit, *device.unit + device.units - 1, {&device}});
        }
    }
    for (const package::OpenUnits& open : rack.open)
        runs.push_back({open.unit, open.unit + open.units - 1, {}});
    std::ranges::stable_sort(runs, [](const Run& a, const Run& b) { return a.low > b.low; });
    return runs;
}

QString unitRange(double low, double high)
{
    const QString from = QString::fromStdString(shortest(low));
    return high - low < 0.4 ? from : QStringLiteral("%1–%2").arg(from, QString::fromStdString(shortest(std::floor(high))));
}

QString labelRange(const std::vector<const RackDevice*>& devices)
{
    const QString first = paperText(devices.front()->label, 40);
    if (devices.size() == 1)
        return first;
    return QStringLiteral("%1–%2").arg(first, paperText(devices.back()->label, 40));
}

bool concerns(const Finding& finding, const std::string& rackDesign)
{
    return std::ranges::any_of(finding.subjects, [&](const Subject& subject) {
        return subject.where == Subject::Where::RackDesign
            && (subject.path == rackDesign || subject.path.starts_with(rackDesign + "/"));
    });
}

/// "feed A", or of several devices "feeds A, B in turn".
QString feedsOf(const std::vector<const RackDevice*>& devices)
{
    std::vector<std::string> sides;
    for (const RackDevice* device : devices) {
        if (!device->side)
            return {};
        sides.push_back(*device->side);
    }
    std::vector<std::string> distinct;
    for (const std::string& side : sides)
        addOnce(distinct, side);
    if (distinct.size() == 1)
        return QStringLiteral("feed %1").arg(paperText(distinct.front()));
    bool inTurn = true;
    for (std::size_t i = 0; i < sides.size(); ++i)
        inTurn &= sides[i] == distinct[i % distinct.size()];
    QStringList names;
    for (const std::string& side : inTurn ? distinct : sides)
        names << paperText(side);
    return QStringLiteral("feeds %1%2").arg(names.join(QStringLiteral(", ")), inTurn ? QStringLiteral(" in turn") : QString{});
}

std::vector<Cell> deviceRow(const QString& unit, const QString& label, const std::vector<const RackDevice*>& devices, const Theme& theme)
{
    const RackDevice& device = *devices.front();
    const std::size_t number = devices.size();
    const PartType& part = *device.part;
    const bool blank = part.kind == PartKind::Blanking;
    Cell position = strong(unit);
    position.bar = blank ? theme.line : theme.kind(part.role);
    Cell name{paperText(part.model, 160)};
    name.quiet = blank;
    const QString side = feedsOf(devices);
    const auto power = part.power.forProvisioning();
    QString each = portsText(part);
    if (part.accelerator)
        each = QStringLiteral("%1 GPU%2%3").arg(part.accelerator->count).arg(each.isEmpty() ? QString{} : QStringLiteral("; "), each);
    if (part.shelf)
        each = QStringLiteral("%1 output").arg(figure(part.shelf->output, 3));
    if (!side.isEmpty())
        each = each.isEmpty() ? side : QStringLiteral("%1, %2").arg(each, side);
    return {position,
            label,
            name,
            count(static_cast<double>(number)),
            blank || part.shelf ? QString{} : power ? figure(*power, 3) : QStringLiteral("–"),
            blank ? QString{} : figure(part.body.mass, 3),
            quiet(each)};
}

/// How many rows of a compact table to show in so many points: all, unless a few of them would stand alone on a next page.
std::size_t rowsWithoutOrphans(const Table& table, double height)
{
    constexpr double head = 16, note = 12, line = 11, padding = 3;
    constexpr std::size_t few = 8;
    constexpr qsizetype shortText = 45; // Letters that surely find room in a line.
    const std::size_t all = table.rows.size();
    double left = height - head;
    for (std::size_t row = 0; row < all; ++row) {
        const bool oneLine = std::all_of(table.rows[row].begin(), table.rows[row].end(), [](const Cell& cell) { return cell.text.size() <= shortText; });
        left -= (oneLine ? line : 2 * line) + padding;
        const bool last = row + 1 == all;
        if (left < (last ? 0 : note))
            return row > 0 && all - row <= few ? row : all;
    }
    return all;
}

} // namespace

QString ReportWriter::placedAt(const std::string& rackDesign) const
{
    constexpr int most = 6;
    QStringList paths;
    QString last;
    int number = 0;
    for (const package::PlacedThing& thing : m_package.placements) {
        if (thing.rackDesign != rackDesign)
            continue;
        last = paperText(thing.path, 80);
        if (++number <= most)
            paths.append(last);
    }
    if (number == 0)
        return QStringLiteral("not placed");
    const QString times = number == 1 ? QStringLiteral("placed once") : QStringLiteral("placed %1 times").arg(count(number));
    if (number > most)
        return QStringLiteral("%1: %2 to %3").arg(times, paths.first(), last);
    return QStringLiteral("%1: %2").arg(times, paths.join(QStringLiteral(", ")));
}

void ReportWriter::racks()
{
    m_paper.part(QStringLiteral("Rack designs"), m_package.rackDesigns.empty());
    if (m_package.rackDesigns.empty()) {
        m_paper.paragraph(QStringLiteral("The design has no racks."));
        return;
    }
    bool first = true;
    // Those that are placed, the most frequent first; then what is only kept.
    std::vector<const RackDesignPages*> order;
    for (const RackDesignPages& rack : m_package.rackDesigns)
        order.push_back(&rack);
    std::ranges::stable_sort(order, std::greater{}, [](const RackDesignPages* rack) { return rack->placements; });
    for (const RackDesignPages* each : order) {
        if (!first)
            m_paper.newPage();
        first = false;
        rack(*each);
    }
    rackSides();
}

void ReportWriter::rack(const RackDesignPages& pages)
{
    Paper& paper = m_paper;
    const Theme& theme = paper.theme();
    const RackDesign& rack = *pages.design;
    const RackFacts& facts = rack.facts();
    const QRectF live = Paper::live();
    paper.target(QStringLiteral("rack:%1").arg(QString::fromStdString(rack.id().text())));
    paper.section(rack.name().empty() ? paperText(rack.id().text()) : paperText(rack.name(), 160), Paper::Size::Page,
                  QStringLiteral("%1 U, %2 × %3 × %4 mm, %5")
                      .arg(QString::fromStdString(text(facts.units)), count(static_cast<double>(rack.width().value())),
                           count(static_cast<double>(rack.depth().value())), count(static_cast<double>(rack.height().value())),
                           placedAt(rack.id().text())));
    const double top = paper.y() + 2;

    // Front and rear, at the largest of the usual scales that fits.
    ElevationOptions options;
    options.brackets = false;
    options.textScale = elevationText;
    options.detail = FaceDetail::Faces;
    ElevationLayout layout = ElevationLayout::scaled(rack, {live.left(), top}, 1, options);
    int ratio = ratios.back();
    for (const int candidate : ratios) {
        const double unit = rack.unitPitch() * mm / candidate;
        options.textScale = std::min(elevationText, unit / 12);
        layout = ElevationLayout::scaled(rack, {live.left(), top}, mm / candidate, options);
        ratio = candidate;
        if (top + layout.bounds().height() + captionHeight <= live.bottom() && layout.bounds().width() <= live.width() * 0.55)
            break;
    }
    const double drawingWidth = layout.bounds().width();
    paper.setColumn(live.left(), drawingWidth);
    paper.setY(top);
    ElevationContent content;
    content.rack = &rack;
    addFindings(content, m_package.findings, rack.id(), {});
    addFindings(content, m_package.notEvaluated, rack.id(), {});
    addFindings(content, m_package.waived, rack.id(), {});
    paper.figure(layout.bounds().height(), QStringLiteral("Front and rear, scale 1 : %1").arg(ratio),
                 [&](QPainter& painter, const QRectF&) { ElevationPainter{theme, layout}.paint(painter, content); });

    const double left = live.left() + drawingWidth + 7 * mm;
    paper.setColumn(left, live.right() - left);
    paper.setY(top);
    paper.subheading(QStringLiteral("Devices, from the top"));
    Table devices;
    devices.compact = true;
    devices.columns = {{QStringLiteral("Unit"), Qt::AlignLeft, 0},         {QStringLiteral("Label"), Qt::AlignLeft, 0},
                       {QStringLiteral("Device"), Qt::AlignLeft, 1.2, 2},  {QStringLiteral("Qty"), Qt::AlignRight, 0},
                       {QStringLiteral("Power each"), Qt::AlignRight, 0},  {QStringLiteral("Mass each"), Qt::AlignRight, 0},
                       {QStringLiteral("Each"), Qt::AlignLeft, 1.1, 2}};
    for (const Run& run : runsFromTop(pages)) {
        if (run.devices.empty()) {
            const double units = run.high - run.low + 1;
            devices.rows.push_back({strong(unitRange(run.low, run.high)), QString{}, quiet(QStringLiteral("Open, no blanking")),
                                    count(units), QString{}, QString{}, QString{}});
            continue;
        }
        devices.rows.push_back(deviceRow(unitRange(run.low, run.high), labelRange(run.devices), run.devices, theme));
    }
    for (const RackDevice& device : pages.devices) {
        if (device.unit && device.face == word(Face::Front))
            continue;
        const QString place = device.unit ? QStringLiteral("%1 rear").arg(unitRange(*device.unit, *device.unit + device.units - 1))
                                          : QStringLiteral("0U %1").arg(device.face == word(Face::ZeroULeft) ? QStringLiteral("left") : QStringLiteral("right"));
        devices.rows.push_back(deviceRow(place, paperText(device.label, 40), {&device}, theme));
    }
    const double occupied = facts.units.value() - facts.free.value();
    devices.source = QStringLiteral("Occupied %1 of %2 U, open %3 U; the most free units in a row: %4.")
                         .arg(QString::fromStdString(shortest(occupied)), QString::fromStdString(text(facts.units)),
                              QString::fromStdString(text(facts.open)), QString::fromStdString(text(facts.largestRun)));
    paper.table(devices);

    paper.subheading(QStringLiteral("Figures of one rack"));
    std::vector<Paper::Pair> pairs{{QStringLiteral("Power, provisioned"), figure(facts.provisioned)},
                                   {QStringLiteral("Power in operation"), figure(facts.operation)},
                                   {QStringLiteral("Power, peak"), figure(facts.peak)},
                                   {QStringLiteral("Heat to liquid"), figure(facts.heatToLiquid)},
                                   {QStringLiteral("Heat to air"), figure(facts.heatToAir)},
                                   {QStringLiteral("Coolant, design points"), figure(facts.flow)},
                                   {QStringLiteral("Mass"), figure(facts.mass)},
                                   {QStringLiteral("Centre of gravity"), facts.centreOfGravity ? QStringLiteral("%1 mm").arg(count(static_cast<double>(facts.centreOfGravity->value()))) : QStringLiteral("–")},
                                   {QStringLiteral("Accelerators"), count(facts.accelerators)},
                                   {QStringLiteral("Price, estimate"), figure(facts.price)}};
    if (facts.shelves > 0)
        pairs.push_back({QStringLiteral("Shelf power installed"), QStringLiteral("%1, %2 shelves").arg(figure(facts.shelfOutput)).arg(facts.shelves)});
    if (rack.powerCap())
        pairs.push_back({QStringLiteral("Capped at"), figure(*rack.powerCap())});
    if (facts.airInletMax)
        pairs.push_back({QStringLiteral("Air inlet, at most"), figure(*facts.airInletMax)});
    if (facts.liquidInletMax)
        pairs.push_back({QStringLiteral("Liquid inlet, at most"), figure(*facts.liquidInletMax)});
    for (const package::RackPdu& pdu : pages.pdus)
        pairs.push_back({QStringLiteral("PDU %1, worst case").arg(paperText(pdu.side)),
                         pdu.limit ? QStringLiteral("%1 of %2").arg(figure(pdu.worst, 3), figure(*pdu.limit, 3)) : figure(pdu.worst, 3)});
    paper.pairs(pairs, 2);

    Table findings;
    findings.compact = true;
    findings.columns = {{QStringLiteral("Rule"), Qt::AlignLeft, 0}, {QStringLiteral("Finding"), Qt::AlignLeft, 1, 2},
                        {QStringLiteral("Value"), Qt::AlignRight, 0}, {QStringLiteral("Limit"), Qt::AlignRight, 0}};
    std::map<QString, std::size_t> rowOf; // What says the same of several devices is one row.
    std::map<QString, int> times;
    for (const auto* list : {&m_package.findings, &m_package.notEvaluated, &m_package.waived}) {
        for (const Finding& finding : *list) {
            if (!concerns(finding, rack.id().text()))
                continue;
            std::vector<Cell> row = findingRow(finding, false);
            const QString key = row[0].text + QLatin1Char('/') + row[1].text;
            if (rowOf.try_emplace(key, findings.rows.size()).second)
                findings.rows.push_back(std::move(row));
            ++times[key];
        }
    }
    for (const auto& [key, row] : rowOf) {
        if (times[key] > 1)
            findings.rows[row][1].text += QStringLiteral(" (%1 places)").arg(times[key]);
    }
    paper.subheading(QStringLiteral("Findings in this rack design"));
    const std::size_t found = findings.rows.size();
    findings.rows.resize(std::min(found, rowsWithoutOrphans(findings, paper.room().height())));
    if (findings.rows.empty())
        paper.paragraph(QStringLiteral("None."), print::body, theme.text2);
    else
        paper.table(findings);
    if (findings.rows.size() < found)
        paper.note(QStringLiteral("%1 more in the list of all findings.").arg(found - findings.rows.size()));
    if (!rack.notes().empty()) {
        paper.space(3);
        paper.note(QStringLiteral("Note: %1").arg(paperText(rack.notes())));
    }
}

} // namespace colonnade::render
