#include "ui/inspector/Properties.h"

#include "model/units/Text.h"
#include "ui/catalog/PartText.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

namespace colonnade::ui {

namespace {

QString valueText(const model::Figure& figure)
{
    struct Visitor {
        std::string_view unit;
        QString operator()(double number) const
        {
            if (unit == "RU")
                return words(model::shortest(number)) + nbsp + QLatin1Char('U');
            if (unit == "OU" || unit == "mm" || unit.empty())
                return words(model::significant(number, 6)).remove(QStringLiteral(".00000"))
                    + (unit.empty() ? QString() : nbsp + words(unit));
            return figureText(number, unit, inspectorDigits);
        }
        QString operator()(bool on) const { return on ? Properties::tr("yes") : Properties::tr("no"); }
        QString operator()(const std::string& text) const { return words(text); }
        QString operator()(const std::vector<std::string>& list) const
        {
            QStringList texts;
            for (const auto& text : list)
                texts << words(text);
            return texts.join(QStringLiteral(", "));
        }
        QString operator()(const std::vector<double>& list) const
        {
            QStringList texts;
            for (const double number : list)
                texts << words(model::shortest(number));
            return texts.join(QStringLiteral(", ")) + (unit.empty() ? QString() : nbsp + words(unit));
        }
    };
    // Plain numbers are shown as the file has them.
    if (const auto number = figure.number();
        number && (figure.kind->unit == "mm" || figure.kind->unit.empty() || figure.kind->unit == "OU"))
        return words(model::shortest(*number))
            + (figure.kind->unit.empty() ? QString() : nbsp + words(figure.kind->unit));
    return std::visit(Visitor{figure.kind->unit}, figure.value);
}

QString sourceTip(const model::PartType& part, const model::Figure& figure,
                  const model::Catalog& documents, const model::Catalog& own)
{
    QStringList lines;
    const auto& ids = figure.sources.empty() ? part.sources : figure.sources;
    if (figure.basis == model::Basis::Unsourced) {
        lines << Properties::tr("No source");
    } else {
        for (const auto& id : ids) {
            const auto* source = own.source(id) ? own.source(id) : documents.source(id);
            lines << (source ? words(source->title) : words(id.text()));
        }
        if (ids.empty())
            lines << Properties::tr("No source");
    }
    if (figure.basis == model::Basis::Estimated)
        lines << Properties::tr("A planning estimate");
    lines << Properties::tr("Confidence: %1")
                 .arg(words(model::word(figure.confidence.value_or(part.confidence))));
    if (!figure.note.empty())
        lines << words(figure.note);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

void Properties::showPart(const model::PartType& part, bool each)
{
    m_form.line();
    m_form.heading(each ? tr("Figures, each") : tr("Figures"));
    const QString ports = portsText(part);
    if (!ports.isEmpty())
        m_form.wideText(tr("Ports"), QString(ports).replace(QStringLiteral(", "), QStringLiteral("\n")));
    for (const auto& figure : part.figures) {
        const bool sourced = figure.basis != model::Basis::Unsourced
            && !(figure.sources.empty() && part.sources.empty());
        m_form.text(words(figure.kind->label), valueText(figure),
                    sourceTip(part, figure, m_session.catalog(), m_session.design()->catalog()),
                    !sourced                                        ? SourceMark::Unsourced
                        : figure.basis == model::Basis::Estimated ? SourceMark::Estimated
                                                                  : SourceMark::Sourced);
    }
    if (!part.body.mass)
        m_form.text(tr("Mass"), unknownText(), tr("The catalog does not know it."), SourceMark::Unsourced);
    for (const auto& note : part.notes)
        m_form.note(words(note));
    if (part.sources.empty())
        return;
    m_form.line();
    m_form.heading(part.sources.size() == 1 ? tr("Document")
                                            : tr("%1 documents").arg(part.sources.size()));
    for (const auto& id : part.sources) {
        const auto* source = m_session.design()->catalog().source(id);
        if (!source)
            source = m_session.catalog().source(id);
        m_form.note(source ? words(source->title)
                            + (source->publisher.empty()
                                   ? QString()
                                   : QStringLiteral(", ") + words(source->publisher))
                           : words(id.text()));
    }
}

} // namespace colonnade::ui
