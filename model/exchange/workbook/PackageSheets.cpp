#include "model/exchange/workbook/PackageSheets.h"

#include "model/exchange/cabling/CableSchedule.h"

#include <cmath>
#include <optional>

namespace colonnade::model {

namespace {

/// One row after another, cell by cell.
class Rows {
public:
    explicit Rows(Sheet& sheet) : m_sheet{sheet} {}
    Rows& begin()
    {
        m_sheet.rows.emplace_back().reserve(m_sheet.columns.size());
        return *this;
    }
    Rows& text(std::string_view text)
    {
        m_sheet.rows.back().emplace_back(std::string(text));
        return *this;
    }
    Rows& empty()
    {
        m_sheet.rows.back().emplace_back();
        return *this;
    }
    Rows& number(double value)
    {
        m_sheet.rows.back().emplace_back(value);
        return *this;
    }
    template <class Unit> Rows& number(Quantity<Unit> value) { return number(static_cast<double>(value.value())); }
    template <class T> Rows& number(const std::optional<T>& value) { return value ? number(*value) : empty(); }

private:
    Sheet& m_sheet;
};

std::string joined(const std::vector<Subject>& subjects)
{
    std::string out;
    for (const Subject& subject : subjects)
        out += (out.empty() ? "" : " ") + subject.text();
    return out;
}

Sheet summary(const Package& package)
{
    Sheet sheet{"Summary", {{"Key", 30}, {"Figure", 36}, {"Value", 18}, {"Unit", 12}, {"Not counted", 12}, {"Note", 60}}, {}};
    Rows rows{sheet};
    const auto line = [&](std::string_view key, std::string_view label, std::string_view value) {
        rows.begin().text(key).text(label).text(value).empty().empty().empty();
    };
    line("title", "Title", package.control.title);
    line("revision", "Revision", package.control.revision);
    line("status", "State of the document", word(package.control.status));
    line("issued_on", "Date of issue", package.control.issuedOn);
    line("marking", "Marking", package.control.marking);
    line("design", "Design", package.designName);
    line("design_sha256", "SHA-256 of its canonical bytes", package.designHash);
    line("profile", "Rule profile", package.profile);
    for (const package::KeyFigure& figure : package.keyFigures)
        rows.begin().text(figure.key).text(figure.label).number(figure.value).text(figure.unit).number(figure.missing).text(figure.note);
    for (const package::OpenMatter& matter : package.openMatters)
        rows.begin().text(matter.key).text(matter.label).number(matter.count).empty().empty().empty();
    return sheet;
}

Sheet bill(const Package& package)
{
    Sheet sheet{"Bill of materials",
                {{"Line", 6}, {"Section", 14}, {"Part", 34}, {"Vendor", 18}, {"Model", 40}, {"Length, m", 10}, {"Count", 8}, {"Paid in another line", 10},
                 {"Price of one, USD", 16}, {"Price, USD", 16}},
                {}};
    Rows rows{sheet};
    for (const package::BomLine& line : package.bom) {
        const BillLine& item = line.item;
        rows.begin().number(line.line).text(word(item.section)).text(item.part->id.text()).text(item.part->vendor).text(item.part->model);
        rows.number(item.length).number(item.count).number(item.covered).number(item.price).number(item.total());
    }
    return sheet;
}

Sheet power(const Package& package)
{
    Sheet sheet{"Power",
                {{"Feed", 30}, {"Name", 30}, {"Side", 6}, {"Placements", 10}, {"Voltage, V", 10}, {"Phases", 8}, {"Rating, A", 10}, {"Normal, W", 12},
                 {"Worst, W", 12}, {"Limit, W", 12}, {"Worst after", 26}, {"Consumers", 10}, {"Accelerators behind", 12}, {"Accelerators lost with it", 12}},
                {}};
    Rows rows{sheet};
    for (const package::FeedLine& line : package.power.feeds) {
        rows.begin().text(line.subject).text(line.feed.name).text(std::string(1, letter(line.feed.side))).number(line.placements).number(line.feed.voltage).number(line.feed.phases);
        rows.number(line.feed.rating).number(line.normal).number(line.worst).number(line.limit).text(line.worstLoss.value_or(std::string{}));
        rows.number(line.consumers).number(line.acceleratorsBehind).number(line.acceleratorsLost);
    }
    return sheet;
}

void addEnd(Rows& rows, const CableEnd& end)
{
    rows.text(end.label).text(end.pod).text(end.rack).text(end.unit).text(end.name).text(end.port).text(end.optic ? std::string_view{end.optic->model} : std::string_view{});
}

/// A row for each cable; of one that fans out a row for each leg.
Sheet cabling(const Design& design)
{
    Sheet sheet{"Cabling",
                {{"Cable", 30}, {"Fabric", 20}, {"Label A", 26}, {"Pod A", 10}, {"Rack A", 10}, {"Unit A", 8}, {"Device A", 20}, {"Port A", 12}, {"Optic A", 24},
                 {"Label B", 26}, {"Pod B", 10}, {"Rack B", 10}, {"Unit B", 8}, {"Device B", 20}, {"Port B", 12}, {"Optic B", 24}, {"Part", 30}, {"Model", 36},
                 {"Links", 6}, {"Speed, Gbit/s", 10}, {"Routed, m", 10}, {"Ordered, m", 10}, {"Length by", 12}, {"Rail", 6}, {"Plane", 6}, {"Without a medium as", 40}},
                {}};
    const auto schedule = CableSchedule::create(design);
    Rows rows{sheet};
    const auto remark = [&](std::string_view sentence) {
        rows.begin().text(sentence);
        while (sheet.rows.back().size() < sheet.columns.size())
            rows.empty();
    };
    if (!schedule) {
        remark(schedule.error().text);
        return sheet;
    }
    if (schedule->size() > mostCablesInWorkbook) {
        remark(fmt::format("{} cables, more than the {} that a workbook lists; 'export --to csv' lists all", schedule->size(), mostCablesInWorkbook));
        return sheet;
    }
    for (std::size_t i = 0; i < schedule->size(); ++i) {
        const CableRow row = schedule->row(i);
        const std::size_t legs = std::max<std::size_t>(row.legs.size(), 1);
        for (std::size_t leg = 0; leg < legs; ++leg) {
            const bool fans = !row.legs.empty();
            rows.begin().text(row.name).text(row.fabric);
            addEnd(rows, fans && row.legsAtFrom ? row.legs[leg] : row.from);
            addEnd(rows, fans && !row.legsAtFrom ? row.legs[leg] : row.to);
            rows.text(row.medium ? row.medium->id.text() : std::string{}).text(row.medium ? row.medium->model : std::string{}).number(row.links).number(row.speed);
            rows.number(cutMetres(row.routed)).number(cutMetres(row.ordered)).text(word(row.basis));
            rows.number(row.rail > 0 ? std::optional<double>{row.rail} : std::nullopt).number(row.plane > 0 ? std::optional<double>{row.plane} : std::nullopt);
            rows.text(row.gap);
        }
    }
    return sheet;
}

Sheet stock(const Package& package)
{
    Sheet sheet{"Cable stock", {{"Part", 34}, {"Vendor", 18}, {"Model", 40}, {"Length, m", 10}, {"Count", 10}, {"Spares", 10}, {"Total", 10}}, {}};
    Rows rows{sheet};
    for (const StockItem& item : package.cabling.stock) {
        rows.begin().text(item.part->id.text()).text(item.part->vendor).text(item.part->model).number(item.length);
        rows.number(item.count).number(item.spares).number(item.count + item.spares);
    }
    return sheet;
}

Sheet findings(const Package& package)
{
    Sheet sheet{"Findings",
                {{"Rule", 10}, {"Severity", 14}, {"Waived", 8}, {"Subjects", 36}, {"Measured", 14}, {"Limit", 14}, {"Unit", 10}, {"Placements", 10}, {"Message", 90},
                 {"Waiver or what is missing", 50}, {"Key", 40}},
                {}};
    Rows rows{sheet};
    for (const auto* list : {&package.findings, &package.waived, &package.notEvaluated}) {
        for (const Finding& finding : *list) {
            rows.begin().text(finding.rule).text(word(finding.severity)).text(finding.waived ? "yes" : "no").text(joined(finding.subjects));
            rows.number(finding.measured).number(finding.limit).text(finding.unit).number(finding.placements).text(finding.message);
            rows.text(finding.waived ? finding.waiver : fmt::format("{}", fmt::join(finding.missing, "; "))).text(finding.key());
        }
    }
    return sheet;
}

/// Figures of one workload, one a row.
class EstimateRows {
public:
    EstimateRows(Rows& rows, const package::WorkloadPages& pages) : m_rows{rows}, m_pages{pages} {}

    void add()
    {
        if (m_pages.refusal)
            return text("refusal", *m_pages.refusal);
        if (m_pages.estimate)
            training(*m_pages.estimate);
        else if (m_pages.serving)
            serving(*m_pages.serving);
    }

private:
    void training(const TrainingEstimate& e)
    {
        figure("step_s", e.figures.step.total().value(), {{e.stepLow.value(), e.stepHigh.value()}});
        figure("tokens_per_s", e.figures.tokensPerSecond, {{e.tokensPerSecondLow, e.tokensPerSecondHigh}});
        figure("tokens_per_s_per_accelerator", e.tokensPerSecondPerAccelerator);
        figure("mfu", e.mfu);
        figure("accelerators", e.figures.accelerators);
        if (e.energyPerToken)
            figure("energy_j_per_token", e.energyPerToken->value());
        if (const auto perMegawatt = e.perMegawatt())
            figure("tokens_per_s_per_mw", *perMegawatt);
        if (e.timeToTrain)
            figure("time_to_train_s", e.timeToTrain->value());
        common(e.basis, e.basisText, e.bottleneck);
    }
    void serving(const ServingEstimate& e)
    {
        const auto banded = [&](std::string_view key, double value, const ServingError& error) { figure(key, value, {{value * error.low, value * error.high}}); };
        banded("token_s", e.figures.token.value(), e.tokenError);
        if (e.spread) {
            figure("token_median_s", e.spread->median.value());
            figure("token_p99_s", e.spread->late.value());
        }
        banded("first_token_s", e.figures.firstToken.value(), e.firstTokenError);
        banded("tokens_per_s", e.figures.tokensPerSecond, e.throughputError);
        figure("tokens_per_s_per_accelerator", e.figures.perAccelerator());
        figure("requests_per_s", e.figures.requestsPerSecond);
        figure("accelerators", e.figures.accelerators);
        if (e.energyPerToken)
            figure("energy_j_per_token", e.energyPerToken->value());
        if (const auto perMegawatt = e.perMegawatt())
            figure("tokens_per_s_per_mw", *perMegawatt);
        text("layout", e.layout);
        common(e.basis, e.basisText, e.bottleneck);
    }
    void common(EstimateBasis basis, std::string_view basisText, std::string_view bottleneck)
    {
        text("basis", word(basis));
        text("basis_text", basisText);
        text("bottleneck", bottleneck);
    }
    struct Band {
        double low = 0, high = 0;
    };
    void figure(std::string_view key, double value, std::optional<Band> band = {})
    {
        begin(key).number(value).number(band ? std::optional{band->low} : std::nullopt).number(band ? std::optional{band->high} : std::nullopt).empty();
    }
    void text(std::string_view key, std::string_view sentence) { begin(key).empty().empty().empty().text(sentence); }
    Rows& begin(std::string_view key) { return m_rows.begin().text(m_pages.workload.id.text()).text(m_pages.workload.name).text(key); }

    Rows& m_rows;
    const package::WorkloadPages& m_pages;
};

Sheet estimates(const Package& package)
{
    Sheet sheet{"Estimates", {{"Workload", 24}, {"Name", 40}, {"Key", 30}, {"Value", 18}, {"Low", 18}, {"High", 18}, {"Text", 90}}, {}};
    Rows rows{sheet};
    for (const package::WorkloadPages& pages : package.workloads)
        EstimateRows{rows, pages}.add();
    return sheet;
}

} // namespace

std::vector<Sheet> packageSheets(const Package& package, const Design& design)
{
    return {summary(package), bill(package), power(package), cabling(design), stock(package), findings(package), estimates(package)};
}

} // namespace colonnade::model
