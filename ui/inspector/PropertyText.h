#pragma once

#include "model/design/Sum.h"
#include "model/units/Quantity.h"
#include "model/units/Text.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"

#include <QCoreApplication>

// How the sources of the inspector write figures and names.

namespace colonnade::ui {

inline constexpr QChar nbsp(0xa0); ///< Before a unit, so that no line ends there.

template <class Unit> QString amount(model::Quantity<Unit> quantity)
{
    return figureText(static_cast<double>(quantity.value()), Unit::symbol, inspectorDigits);
}

/// "≥ 12.3 kW" where inputs are unknown; an en dash where all of them are.
template <class Q> QString sum(const model::Sum<Q>& total)
{
    if (!total.complete() && total.known.value() == 0)
        return unknownText();
    const QString text
        = figureText(static_cast<double>(total.known.value()), Q::symbol(), inspectorDigits);
    return total.complete() ? text : QStringLiteral("≥") + nbsp + text;
}

/// What a sum leaves out; empty for a complete one.
template <class Q> QString missingTip(const model::Sum<Q>& total)
{
    return total.complete() ? QString()
                            : QCoreApplication::translate("Properties", "%1 inputs are unknown and left out.")
                                  .arg(countText(total.missing));
}

/// What a price leaves out; empty for a complete one.
inline QString unpricedTip(const model::Sum<model::Dollars>& price)
{
    return price.complete() ? QString()
                            : QCoreApplication::translate("Properties", "%1 without a price: in no sum.")
                                  .arg(countOf(price.missing, QCoreApplication::translate("Properties", "piece"),
                                               QCoreApplication::translate("Properties", "pieces")));
}

template <class Q> SourceMark markOf(const model::Sum<Q>& total)
{
    return total.complete() ? SourceMark::None : SourceMark::Unsourced;
}

template <class Thing> QString nameOrId(const Thing& thing)
{
    return words(model::labelOr(thing.name, thing.id.text()));
}

/// "in turn", then the sides by their letters.
inline QStringList sidesWithAuto()
{
    return {QCoreApplication::translate("Properties", "in turn"), QStringLiteral("A"), QStringLiteral("B"),
            QStringLiteral("C"), QStringLiteral("D")};
}

} // namespace colonnade::ui
