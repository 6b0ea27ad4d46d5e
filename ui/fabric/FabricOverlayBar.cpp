#include "ui/fabric/FabricOverlayBar.h"

#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace colonnade::ui {

FabricOverlayBar::FabricOverlayBar(QWidget* parent) :
    QWidget(parent), m_show(new Segments(Segments::Look::Raised, this)), m_pattern(new QComboBox(this)), m_paths(new QComboBox(this))
{
    setObjectName(QStringLiteral("fabric-overlay"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::inside);
    auto* label = new QLabel(tr("Sho&w:"), this);
    label->setBuddy(m_show);
    row->addWidget(label);

    m_show->setObjectName(QStringLiteral("fabric-show"));
    m_show->setAccessibleName(tr("What the colours of the networks tell"));
    m_show->setSegments({{tr("Cables"), {}, tr("Lines in the colours of their fabrics (O: next colours, Shift+O: these; left and right arrow here)")},
                         {tr("Utilisation"), {}, tr("How much of the capacity of links traffic takes, in % of the busier direction; in a failure, on what is left")},
                         {tr("Failure"), {}, tr("What the failure that is tried takes: devices and links lost, cut off, or left with fewer links")}});
    row->addWidget(m_show);

    m_pattern->setObjectName(QStringLiteral("fabric-traffic"));
    m_pattern->addItem(tr("All-to-all"), static_cast<int>(model::TrafficPattern::AllToAll));
    m_pattern->addItem(tr("Ring"), static_cast<int>(model::TrafficPattern::Ring));
    m_pattern->setToolTip(tr("All-to-all: every endpoint port sends the same to every other. Ring: to the port of that number of the next node. "
                             "As fast as the fair shares of the links, in Gbit/s, let them."));
    m_paths->setObjectName(QStringLiteral("fabric-paths"));
    m_paths->addItem(tr("Spread"), static_cast<int>(model::PathChoice::EvenSplit));
    m_paths->addItem(tr("Hashed"), static_cast<int>(model::PathChoice::Hashed));
    m_paths->setToolTip(tr("Spread: over all shortest paths by their capacity (adaptive routing, packet spraying). Hashed: each flow takes one of them, "
                           "as a hash has it (static ECMP)."));
    for (QComboBox* combo : {m_pattern, m_paths}) {
        row->addWidget(combo);
        combo->hide();
        connect(combo, &QComboBox::currentIndexChanged, this, &FabricOverlayBar::changed);
    }
    row->addStretch(1);
    connect(m_show, &Segments::chosen, this, &FabricOverlayBar::choose);
}

void FabricOverlayBar::show(render::FabricShow what)
{
    if (what == colouring().show)
        return;
    m_show->setCurrent(static_cast<int>(what));
    choose();
}

void FabricOverlayBar::choose()
{
    const bool traffic = colouring().show == render::FabricShow::Utilisation;
    m_pattern->setVisible(traffic);
    m_paths->setVisible(traffic);
    emit changed();
}

void FabricOverlayBar::setTraffic(const render::TrafficWish& traffic)
{
    if (colouring().traffic == traffic)
        return;
    {
        const QSignalBlocker pattern{m_pattern}, paths{m_paths};
        m_pattern->setCurrentIndex(m_pattern->findData(static_cast<int>(traffic.pattern)));
        m_paths->setCurrentIndex(m_paths->findData(static_cast<int>(traffic.choice)));
    }
    emit changed();
}

FabricColouring FabricOverlayBar::colouring() const
{
    return {static_cast<render::FabricShow>(m_show->current()),
            {static_cast<model::TrafficPattern>(m_pattern->currentData().toInt()), static_cast<model::PathChoice>(m_paths->currentData().toInt())}};
}

} // namespace colonnade::ui
