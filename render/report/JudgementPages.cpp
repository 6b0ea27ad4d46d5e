#include "render/report/ReportWriter.h"

#include "model/exchange/Sha256.h"
#include "model/exchange/package/PackageJson.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::render {
namespace {

using namespace model;

constexpr std::size_t mostFindings = 500, mostUnsourced = 120, mostPlacements = 500;

QString subjectsText(const Finding& finding)
{
    QStringList list;
    for (const Subject& subject : finding.subjects)
        list.append(paperText(subject.text(), 120));
    QString text = list.join(QStringLiteral(", "));
    if (finding.placements > 1)
        text += QStringLiteral(", %1 ×").arg(count(finding.placements));
    return text;
}

} // namespace

std::vector<Cell> ReportWriter::findingRow(const Finding& finding, bool withPlace) const
{
    Cell ruleCell{paperText(finding.rule, 40)};
    ruleCell.glyph = glyphOf(finding);
    ruleCell.link = QStringLiteral("rule:%1").arg(QString::fromStdString(finding.rule));
    QString message = paperText(finding.message, 600);
    if (finding.severity == Severity::NotEvaluated && !finding.missing.empty()) {
        QStringList missing;
        for (const std::string& what : finding.missing)
            missing.append(paperText(what, 120));
        message = QStringLiteral("Not evaluated: %1").arg(missing.join(QStringLiteral(", ")));
    }
    if (finding.waived)
        message += QStringLiteral(" Accepted by %1").arg(paperText(finding.waiver, 200));
    std::vector<Cell> row{ruleCell};
    if (withPlace)
        row.emplace_back(subjectsText(finding));
    row.emplace_back(message);
    row.push_back(strong(finding.measured ? figure(finding.measured, finding.unit, 4) : QString{}));
    row.push_back(quiet(finding.limit ? figure(finding.limit, finding.unit, 4) : QString{}));
    return row;
}

void ReportWriter::cutTable(Table table, std::size_t rows, const QString& kind)
{
    const std::size_t all = table.rows.size();
    if (all > rows) {
        table.rows.resize(rows);
        const QString rest = QStringLiteral("%1 of %2 %3 are printed; all are in the JSON twin.")
                                 .arg(count(static_cast<double>(rows)), count(static_cast<double>(all)), kind);
        table.source = table.source.isEmpty() ? rest : table.source + QLatin1Char(' ') + rest;
    }
    m_paper.table(table);
}

void ReportWriter::bill()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Bill of materials"));
    Table table;
    table.title = QStringLiteral("All that is placed in the hall");
    table.columns = {{QStringLiteral("#"), Qt::AlignRight, 0},           {QStringLiteral("For"), Qt::AlignLeft, 0},
                     {QStringLiteral("Part"), Qt::AlignLeft, 1.2, 2},    {QStringLiteral("Maker"), Qt::AlignLeft, 0},
                     {QStringLiteral("Catalog id"), Qt::AlignLeft, 0.8, 2}, {QStringLiteral("State"), Qt::AlignLeft, 0},
                     {QStringLiteral("Length"), Qt::AlignRight, 0},      {QStringLiteral("Number"), Qt::AlignRight, 0},
                     {QStringLiteral("Price each"), Qt::AlignRight, 0},  {QStringLiteral("Price"), Qt::AlignRight, 0}};
    for (const package::BomLine& line : m_package.bom) {
        const BillLine& item = line.item;
        const bool covered = item.covered >= item.count && item.count > 0;
        table.rows.push_back({quiet(count(line.line)), paperText(word(item.section)), paperText(item.part->model, 160), paperText(item.part->vendor, 40),
                              quiet(paperText(item.part->id.text(), 80)), paperText(word(item.part->availability)),
                              item.length ? figure(*item.length, 3) : QString{}, strong(count(item.count)),
                              covered ? quiet(QStringLiteral("in system")) : Cell{figure(item.price, 4)},
                              covered ? Cell{} : Cell{figure(item.total(), 4)}});
    }
    table.source = QStringLiteral("Prices are planning estimates of the catalog in USD, not offers. “in system”: paid with the rack-scale system in another line. "
                                  "Total %1.")
                       .arg(figure(m_package.bomSummary.price, 4));
    cutTable(table, 1000, QStringLiteral("lines"));
    if (m_package.bomSummary.cablesWithoutMedium > 0)
        paper.note(QStringLiteral("%1 cables have no medium yet and are in no line.").arg(count(m_package.bomSummary.cablesWithoutMedium)));
    if (m_package.bomSummary.fabricsRefused > 0)
        paper.note(QStringLiteral("%1 fabrics have an impossible recipe; their cables are in no line.").arg(count(m_package.bomSummary.fabricsRefused)));
}

void ReportWriter::findings()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Findings and waivers"));
    const std::vector<Column> columns{{QStringLiteral("Rule"), Qt::AlignLeft, 0},       {QStringLiteral("Where"), Qt::AlignLeft, 0.42, 2},
                                      {QStringLiteral("Finding"), Qt::AlignLeft, 1, 4}, {QStringLiteral("Value"), Qt::AlignRight, 0},
                                      {QStringLiteral("Limit"), Qt::AlignRight, 0}};
    const auto list = [&](const QString& title, const std::vector<Finding>& all) {
        Table table;
        table.title = title;
        table.columns = columns;
        for (const Finding& finding : all)
            table.rows.push_back(findingRow(finding, true));
        cutTable(std::move(table), mostFindings, QStringLiteral("findings"));
    };
    paper.paragraph(QStringLiteral("Profile %1. %2 of %3 rules evaluated, %4 of %5 checks had all their inputs.")
                        .arg(paperText(m_package.profileTitle), count(m_package.rulesEvaluated), count(m_package.rulesKnown), count(m_package.checksEvaluated),
                             count(m_package.checks)));
    paper.section(QStringLiteral("Open findings"));
    if (m_package.findings.empty())
        paper.paragraph(QStringLiteral("None: every check with all its inputs has passed, or is waived."));
    else
        list(QStringLiteral("Open findings, most severe first"), m_package.findings);
    waivers();
    paper.section(QStringLiteral("Not evaluated"));
    if (m_package.notEvaluated.empty())
        paper.paragraph(QStringLiteral("None: every check had all its inputs."));
    else
        list(QStringLiteral("Places that a rule could not judge, and what is missing"), m_package.notEvaluated);
}

void ReportWriter::waivers()
{
    Paper& paper = m_paper;
    paper.section(QStringLiteral("Waivers"));
    if (m_package.waivers.empty()) {
        paper.paragraph(QStringLiteral("None."));
        return;
    }
    Table table;
    table.title = QStringLiteral("Findings that somebody accepts");
    table.columns = {{QStringLiteral("Finding"), Qt::AlignLeft, 0.5, 3}, {QStringLiteral("What it says"), Qt::AlignLeft, 0.8, 4},
                     {QStringLiteral("Reason"), Qt::AlignLeft, 1, 5},    {QStringLiteral("By"), Qt::AlignLeft, 0.3, 2},
                     {QStringLiteral("On"), Qt::AlignLeft, 0},           {QStringLiteral("Until"), Qt::AlignLeft, 0},
                     {QStringLiteral("State"), Qt::AlignLeft, 0}};
    for (const package::WaiverLine& line : m_package.waivers) {
        Cell key{paperText(line.waiver.key, 200)};
        key.glyph = line.state == "holds" ? Glyph::Waived : Glyph::Warning;
        key.link = QStringLiteral("rule:%1").arg(QString::fromStdString(line.waiver.key).section(QLatin1Char('/'), 0, 0));
        table.rows.push_back({key, quiet(paperText(line.message, 400)), paperText(line.waiver.reason, 600), paperText(line.waiver.author, 80),
                              paperText(line.waiver.date, 20), line.waiver.expires.empty() ? QStringLiteral("180 days") : paperText(line.waiver.expires, 20),
                              strong(paperText(line.state))});
    }
    cutTable(table, mostFindings, QStringLiteral("waivers"));
}

void ReportWriter::assumptions()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Assumptions and sources"));
    paper.section(QStringLiteral("Assumptions"));
    Table table;
    table.title = QStringLiteral("Assumptions");
    table.columns = {{QStringLiteral("#"), Qt::AlignRight, 0}, {QStringLiteral("Assumption"), Qt::AlignLeft, 1, 5},
                     {QStringLiteral("Source"), Qt::AlignLeft, 0.5, 4}, {QStringLiteral("Made by"), Qt::AlignLeft, 0.3, 2}};
    for (const package::AssumptionLine& line : m_package.assumptions)
        table.rows.push_back({quiet(count(static_cast<double>(table.rows.size() + 1))), paperText(line.text, 800), quiet(paperText(line.source, 300)),
                              quiet(paperText(line.origin, 100))});
    if (table.rows.empty())
        paper.paragraph(QStringLiteral("The design states none."));
    else
        paper.table(table);

    paper.section(QStringLiteral("Sources"));
    Table sources;
    sources.title = QStringLiteral("Documents that figures come from");
    sources.columns = {{QStringLiteral("Id"), Qt::AlignLeft, 0.6, 2}, {QStringLiteral("Document"), Qt::AlignLeft, 1, 3}, {QStringLiteral("Publisher"), Qt::AlignLeft, 0},
                       {QStringLiteral("Date"), Qt::AlignLeft, 0}, {QStringLiteral("Parts"), Qt::AlignRight, 0}};
    for (const package::SourceLine& line : m_package.sources)
        sources.rows.push_back({quiet(paperText(line.source.id.text(), 120)), paperText(line.source.title, 400), paperText(line.source.publisher, 80),
                                paperText(line.source.date, 20), line.parts > 0 ? count(line.parts) : QStringLiteral("–")});
    sources.source = QStringLiteral("Date of the document, or of its reading.");
    cutTable(sources, 400, QStringLiteral("documents"));

    paper.section(QStringLiteral("Figures without a source"));
    Table unsourced;
    unsourced.title = QStringLiteral("Figures of general knowledge, for which no document was found");
    unsourced.compact = true;
    unsourced.columns = {{QStringLiteral("Part"), Qt::AlignLeft, 0.5}, {QStringLiteral("Figure"), Qt::AlignLeft, 0.4}, {QStringLiteral("What the catalog says"), Qt::AlignLeft, 1, 2}};
    for (const package::UnsourcedFigure& figure : m_package.unsourced)
        unsourced.rows.push_back({paperText(figure.part, 100), paperText(figure.figure, 80), quiet(paperText(figure.note, 300))});
    if (unsourced.rows.empty())
        paper.paragraph(QStringLiteral("None."));
    else
        cutTable(unsourced, mostUnsourced, QStringLiteral("figures"));
}

void ReportWriter::schedules()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Schedules"));
    Table table;
    table.title = QStringLiteral("Racks and floor units");
    table.compact = true;
    table.columns = {{QStringLiteral("Path"), Qt::AlignLeft, 0.8},        {QStringLiteral("Label"), Qt::AlignLeft, 0.4},
                     {QStringLiteral("Rack design or part"), Qt::AlignLeft, 1}, {QStringLiteral("Row"), Qt::AlignLeft, 0},
                     {QStringLiteral("x, mm"), Qt::AlignRight, 0},        {QStringLiteral("y, mm"), Qt::AlignRight, 0},
                     {QStringLiteral("Size, mm"), Qt::AlignRight, 0},     {QStringLiteral("Turn"), Qt::AlignRight, 0},
                     {QStringLiteral("Feeds"), Qt::AlignLeft, 0.6},       {QStringLiteral("Loop"), Qt::AlignLeft, 0.3}};
    for (const package::PlacedThing& thing : m_package.placements) {
        if (table.rows.size() > mostPlacements)
            break;
        QStringList feeds;
        for (const SideFeed& feed : thing.feeds)
            feeds.append(QStringLiteral("%1 %2").arg(QLatin1Char{letter(feed.side)}).arg(paperText(feed.feed.text(), 40)));
        const auto number = [](Millimetres length) { return count(static_cast<double>(length.value())); };
        table.rows.push_back({paperText(thing.path, 100), paperText(thing.label, 60), paperText(thing.rackDesign ? *thing.rackDesign : thing.part.value_or(""), 100),
                              paperText(thing.row.value_or(""), 40), number(thing.footprint.at.x), number(thing.footprint.at.y),
                              QStringLiteral("%1 × %2").arg(number(thing.footprint.size.width), number(thing.footprint.size.depth)),
                              QStringLiteral("%1°").arg(degrees(thing.turn)), feeds.join(QStringLiteral(", ")), paperText(thing.loop.value_or(""), 40)});
    }
    const std::size_t all = m_package.placements.size();
    if (all > mostPlacements) {
        table.rows.resize(mostPlacements);
        table.source = QStringLiteral("%1 of %2 are printed; all are in the JSON twin under “placements”.")
                           .arg(count(static_cast<double>(mostPlacements)), count(static_cast<double>(all)));
    }
    paper.table(table);
}

void ReportWriter::parts()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Parts in use"));
    Table table;
    table.title = QStringLiteral("Catalog entries that this design carries");
    table.compact = true;
    table.columns = {{QStringLiteral("Id"), Qt::AlignLeft, 0.8},       {QStringLiteral("Model"), Qt::AlignLeft, 1},
                     {QStringLiteral("Maker"), Qt::AlignLeft, 0},      {QStringLiteral("Kind"), Qt::AlignLeft, 0},
                     {QStringLiteral("State"), Qt::AlignLeft, 0},      {QStringLiteral("Confidence"), Qt::AlignLeft, 0},
                     {QStringLiteral("Power"), Qt::AlignRight, 0},     {QStringLiteral("Mass"), Qt::AlignRight, 0},
                     {QStringLiteral("Figures"), Qt::AlignRight, 0},   {QStringLiteral("Sources"), Qt::AlignRight, 0}};
    for (const PartRef& part : m_package.parts)
        table.rows.push_back({quiet(paperText(part->id.text(), 100)), paperText(part->model, 120), paperText(part->vendor, 40), paperText(word(part->kind)),
                              paperText(word(part->availability)), paperText(word(part->confidence)), figure(part->power.forProvisioning(), 3),
                              figure(part->body.mass, 3), count(static_cast<double>(part->figures.size())),
                              part->sources.empty() ? QStringLiteral("none") : count(static_cast<double>(part->sources.size()))});
    table.source = QStringLiteral("Power: for provisioning. All figures with their origin are in the JSON twin under “parts”.");
    paper.table(table);
}

void ReportWriter::rules()
{
    if (m_package.rules.empty())
        return;
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Rules that findings name"));
    for (const package::RuleLine& line : m_package.rules) {
        paper.need(74);
        paper.target(QStringLiteral("rule:%1").arg(QString::fromStdString(line.id)));
        paper.subheading(QStringLiteral("%1  %2").arg(paperText(line.id), paperText(line.title)), paperText(line.domain));
        paper.paragraph(paperText(line.formula), print::body, {}, 4);
        paper.paragraph(paperText(line.explanation), print::body, paper.theme().text2, 8);
        if (!line.remedy.empty())
            paper.paragraph(QStringLiteral("Usual remedy: %1").arg(paperText(line.remedy)), print::body, paper.theme().text2, 4);
        QStringList sources;
        for (const std::string& source : line.sources)
            sources.append(paperText(source, 200));
        paper.note(QStringLiteral("Sources: %1").arg(sources.join(QStringLiteral("; "))), 3);
    }
    paper.space(6);
    paper.note(QStringLiteral("Confidence of sources: A read at its maker, B quoted by another page, C recalled, EJ engineering judgement."));
}

void ReportWriter::manifest()
{
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Manifest"));
    const std::string json = packageJson(m_package);
    const PackageOptions& control = m_package.control;
    std::vector<Paper::Pair> pairs{
        {QStringLiteral("Package"), QString::fromStdString(m_package.id)},
        {QStringLiteral("Program"), QStringLiteral("Colonnade %1").arg(paperText(control.programVersion, 40))},
        {QStringLiteral("Format of the JSON twin"), QStringLiteral("%1 %2").arg(paperText(packageFormat), paperText(packageFormatVersion))},
        {QStringLiteral("Size of the JSON twin"), QStringLiteral("%1 bytes").arg(count(static_cast<double>(json.size())))},
        {QStringLiteral("Rule profile"), QStringLiteral("%1 (%2)").arg(paperText(m_package.profileTitle), paperText(m_package.profile))},
        {QStringLiteral("Audience"), paperText(word(control.audience))},
    };
    paper.pairs(pairs, 2);
    Table hashes;
    hashes.title = QStringLiteral("SHA-256");
    hashes.columns = {{QStringLiteral("Of"), Qt::AlignLeft, 0.5}, {QStringLiteral("Hash"), Qt::AlignLeft, 1}};
    const auto hash = [&](const char* what, const std::string& value) { hashes.rows.push_back({what, QString::fromStdString(value)}); };
    hash("Design, canonical bytes of its file", m_package.designHash);
    hash("JSON twin of this package", sha256(json));
    hash("Catalog entries in use", m_package.catalogHash);
    hash("Rule profile", m_package.profileHash);
    hashes.source = QStringLiteral("The same design, options and date give the same bytes.");
    paper.table(hashes);

    paper.section(QStringLiteral("Redactions"));
    if (m_package.redactions.empty()) {
        paper.paragraph(QStringLiteral("Nothing was changed or taken out for this audience."));
        return;
    }
    Table redactions;
    redactions.title = QStringLiteral("What was changed for this audience");
    redactions.columns = {{QStringLiteral("Where"), Qt::AlignLeft, 1}, {QStringLiteral("How"), Qt::AlignLeft, 0}, {QStringLiteral("Why"), Qt::AlignLeft, 1, 2}};
    for (const package::Redaction& redaction : m_package.redactions)
        redactions.rows.push_back({paperText(redaction.pointer), paperText(redaction.kind), paperText(redaction.reason)});
    paper.table(redactions);
}

} // namespace colonnade::render
