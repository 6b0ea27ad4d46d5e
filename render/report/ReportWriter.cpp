#include "render/report/ReportWriter.h"

#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <array>
#include <cmath>

namespace colonnade::render {

ReportWriter::ReportWriter(const model::Package& package, const model::Design& design, const ReportOptions& options, Paper& paper,
                           std::vector<Heading> contents, int contentsPages) :
    m_package{package}, m_design{design}, m_options{options}, m_paper{paper}, m_contents{std::move(contents)}, m_contentsPages{contentsPages}
{
}

void ReportWriter::write()
{
    using Step = void (ReportWriter::*)();
    static constexpr std::array body{&ReportWriter::cover,        &ReportWriter::contents, &ReportWriter::summary, &ReportWriter::scope,
                                     &ReportWriter::workloads,    &ReportWriter::architecture, &ReportWriter::racks, &ReportWriter::floor,
                                     &ReportWriter::power,        &ReportWriter::cooling,  &ReportWriter::fabrics, &ReportWriter::cabling,
                                     &ReportWriter::performance,  &ReportWriter::reliability, &ReportWriter::cost, &ReportWriter::bill,
                                     &ReportWriter::findings,     &ReportWriter::assumptions};
    static constexpr std::array appendix{&ReportWriter::schedules, &ReportWriter::parts, &ReportWriter::rules, &ReportWriter::manifest};
    for (const Step step : body) {
        if (m_paper.stopped())
            return;
        (this->*step)();
    }
    m_paper.beginAppendix();
    for (const Step step : appendix) {
        if (m_paper.stopped())
            return;
        (this->*step)();
    }
    m_paper.finish();
}

QString figure(std::optional<double> number, std::string_view unit, int digits)
{
    return number ? QString::fromStdString(model::withUnit(*number, unit, digits)) : QStringLiteral("–");
}

QString count(double number)
{
    const double whole = std::round(number * 100) / 100;
    const int digits = std::abs(whole) >= 1 ? static_cast<int>(std::floor(std::log10(std::abs(whole)))) + 1 : 1;
    return whole == std::floor(whole) ? QString::fromStdString(model::significant(whole, digits)) : QString::fromStdString(model::shortest(whole));
}

QString percentOf(double share)
{
    return QString::fromStdString(model::withUnit(share * 100, "%", 3));
}

QString shortHash(const std::string& hash, int groups)
{
    QStringList list;
    for (int i = 0; i < groups && static_cast<std::size_t>(i) * 4 + 4 <= hash.size(); ++i)
        list.append(QString::fromStdString(hash.substr(static_cast<std::size_t>(i) * 4, 4)));
    return list.join(QLatin1Char(' '));
}

QString longDate(const std::string& iso)
{
    static constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
    if (!model::isIsoDate(iso))
        return paperText(iso, 20);
    const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0') - 1);
    const int day = (iso[8] - '0') * 10 + (iso[9] - '0');
    return QStringLiteral("%1 %2 %3").arg(day).arg(QLatin1StringView{months[month]}, QString::fromStdString(iso.substr(0, 4)));
}

QString byteSize(double bytes)
{
    return QString::fromStdString(model::withUnit(bytes, "B", 3));
}

QString holderText(const std::string& holder)
{
    return holder.empty() ? QStringLiteral("hall") : paperText(holder, 60);
}

QString timesText(int placements)
{
    return QStringLiteral("%1 ×").arg(count(placements));
}

QString joined(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(paperText(text, 200));
    return list.join(QStringLiteral("; "));
}

QString portsText(const model::PartType& part)
{
    QStringList list;
    for (const model::Cages& cages : part.cages) {
        const QString form = paperText(word(cages.form), 30);
        QString each = QStringLiteral("%1 × %2").arg(cages.count).arg(form);
        if (cages.portSpeed.value() > 0) {
            const QString speed = QStringLiteral("%1G").arg(QString::fromStdString(model::shortest(cages.portSpeed.value())));
            each += cages.portsPerCage > 1 ? QStringLiteral(" (%1 × %2)").arg(cages.portsPerCage).arg(speed) : QStringLiteral(" %1").arg(speed);
        }
        list.append(each);
    }
    return list.join(QStringLiteral(", "));
}

} // namespace colonnade::render
