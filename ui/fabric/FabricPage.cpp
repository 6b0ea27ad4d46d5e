#include "ui/fabric/FabricPage.h"

#include "ui/document/CableOverlayer.h"
#include "ui/document/Words.h"
#include "ui/fabric/FabricOverlayBar.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {
namespace {

constexpr std::size_t mostChips = 8;
constexpr int severalLinesBelow = 1120; // Pixels: narrower, fabrics, colours and filters stand above one another.
constexpr int typingPause = 120; // ms

/// "Compute fabric (InfiniBand XDR)" in the width of a chip.
QString brief(const QString& title)
{
    const QString plain = title.section(QStringLiteral(" ("), 0, 0);
    return plain.size() <= 24 ? plain : plain.left(23) + QStringLiteral("…");
}

} // namespace

FabricPage::FabricPage(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session), m_view(new FabricView(session, this))
{
    setObjectName(QStringLiteral("fabric-page"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar();
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_view, &FabricView::networksChanged, this, &FabricPage::takeNetworks);
    takeNetworks();
}

void FabricPage::makeBar()
{
    m_bar = new QWidget(this);
    m_bar->setObjectName(QStringLiteral("fabric-bar"));
    m_barLayout = new QBoxLayout(QBoxLayout::LeftToRight, m_bar);
    m_barLayout->setContentsMargins(space::between, 3, space::between, 3);
    m_barLayout->setSpacing(space::inside);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(space::inside);
    m_chipRow = new QHBoxLayout;
    m_chipRow->setSpacing(space::inside);
    chips->addLayout(m_chipRow);
    chips->addStretch(1);
    m_barLayout->addLayout(chips);
    m_overlay = new FabricOverlayBar(m_bar);
    connect(m_overlay, &FabricOverlayBar::changed, this, [this] {
        m_view->setColouring(m_overlay->colouring());
        m_session.cableOverlayer().setTraffic(m_overlay->colouring().traffic);
    });
    connect(&m_session.cableOverlayer(), &CableOverlayer::trafficChanged, m_overlay,
            [this] { m_overlay->setTraffic(m_session.cableOverlayer().traffic()); });
    m_barLayout->addWidget(m_overlay);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::inside);
    m_barLayout->addLayout(row, 1);
    const auto box = [&](const char* name, const QString& tip) {
        auto* combo = new QComboBox(m_bar);
        combo->setObjectName(QLatin1StringView{name});
        combo->setToolTip(tip);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
        combo->setMaximumWidth(140);
        connect(combo, &QComboBox::currentIndexChanged, this, &FabricPage::filter);
        row->addWidget(combo);
        return combo;
    };
    m_rail = box("fabric-rail", tr("Only one rail"));
    m_plane = box("fabric-plane", tr("Only one plane"));
    m_medium = box("fabric-medium", tr("Only links of one medium"));
    m_findings = new Chip(tr("Findings"), m_bar);
    m_findings->setObjectName(QStringLiteral("fabric-findings"));
    m_findings->setCheckable(true);
    m_findings->setToolTip(tr("Only what findings are about, and what is joined to it"));
    connect(m_findings, &Chip::toggled, this, &FabricPage::filter);
    row->addWidget(m_findings);
    row->addStretch(1);
    m_count = new QLabel(m_bar);
    m_count->setObjectName(QStringLiteral("fabric-found"));
    dress(m_count, render::type::head, QFont::Normal, true);
    row->addWidget(m_count);
    m_field = new QLineEdit(m_bar);
    m_field->setObjectName(QStringLiteral("fabric-search"));
    m_field->setPlaceholderText(tr("Find a switch or node"));
    m_field->setToolTip(tr("Enter goes to the next one that is found"));
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(90);
    m_field->setMaximumWidth(180);
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &FabricPage::search);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_soon.start(); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (m_soon.isActive()) {
            m_soon.stop();
            search();
        }
        m_view->toNextFound();
    });
    row->addWidget(m_field);
}

void FabricPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_barLayout->setDirection(width() < severalLinesBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void FabricPage::focusSearch()
{
    m_field->setFocus();
    m_field->selectAll();
}

bool FabricPage::hasOverlays() const
{
    return m_bar->isVisible();
}

void FabricPage::nextOverlay()
{
    switch (m_overlay->colouring().show) {
    case render::FabricShow::Cables: m_overlay->show(render::FabricShow::Utilisation); break;
    case render::FabricShow::Utilisation: m_overlay->show(render::FabricShow::Failure); break;
    case render::FabricShow::Failure: noOverlay(); break;
    }
}

void FabricPage::noOverlay()
{
    m_overlay->show(render::FabricShow::Cables);
}

void FabricPage::takeNetworks()
{
    const auto& gathered = m_view->gathered();
    m_bar->setVisible(gathered && !gathered->whole.empty());
    if (!gathered)
        return;
    search();
    if (m_of == gathered->design)
        return;
    m_of = gathered->design;
    m_filling = true;
    for (const FabricChip& each : m_chips)
        each.chip->deleteLater();
    m_chips.clear();
    const FabricWish& wish = m_view->wish();
    if (gathered->whole.size() > 1 && gathered->whole.size() <= mostChips) {
        for (const auto& network : gathered->whole) {
            auto* chip = new Chip(brief(network->title), m_bar);
            chip->setObjectName(QStringLiteral("fabric-chip-%1").arg(m_chips.size()));
            chip->setCheckable(true);
            chip->setToolTip(tr("Only this fabric: %1").arg(network->title));
            chip->setChecked(wish.fabrics.contains(network->subject.text()));
            connect(chip, &Chip::toggled, this, &FabricPage::filter);
            m_chipRow->addWidget(chip);
            m_chips.push_back({network->subject.text(), chip});
        }
    }
    std::set<std::uint16_t> rails, planes;
    QStringList media;
    bool bare = false;
    for (const auto& network : gathered->whole) {
        rails.insert(network->vertices.rail.begin(), network->vertices.rail.end());
        planes.insert(network->vertices.plane.begin(), network->vertices.plane.end());
        for (const std::uint16_t medium : std::set<std::uint16_t>(network->strands.medium.begin(), network->strands.medium.end())) {
            if (medium < network->media.size() && !media.contains(network->media[medium]))
                media << network->media[medium];
            bare = bare || medium == render::FabricNetwork::noMedium;
        }
    }
    media.sort();
    const auto fill = [](QComboBox* combo, const QString& all, const std::set<std::uint16_t>& numbers, const QString& one, const std::optional<std::uint16_t>& chosen) {
        combo->clear();
        combo->addItem(all);
        for (const std::uint16_t number : numbers) {
            if (number > 0)
                combo->addItem(one.arg(number), number);
        }
        combo->setCurrentIndex(chosen ? std::max(combo->findData(*chosen), 0) : 0);
        combo->setVisible(combo->count() > 2);
    };
    fill(m_rail, tr("All rails"), rails, tr("Rail %1"), wish.rail);
    fill(m_plane, tr("All planes"), planes, tr("Plane %1"), wish.plane);
    m_medium->clear();
    m_medium->addItem(tr("All media"));
    for (const QString& medium : media)
        m_medium->addItem(medium, medium);
    if (bare)
        m_medium->addItem(tr("No medium"), QStringLiteral("-"));
    m_medium->setCurrentIndex(wish.medium.isEmpty() ? 0 : std::max(m_medium->findData(wish.medium), 0));
    m_medium->setVisible(m_medium->count() > 2);
    m_findings->setChecked(wish.findingsOnly);
    m_filling = false;
}

void FabricPage::filter()
{
    if (m_filling)
        return;
    FabricWish wish;
    for (const FabricChip& each : m_chips) {
        if (each.chip->isChecked())
            wish.fabrics.insert(each.fabric);
    }
    const auto number = [](const QComboBox* combo) {
        const QVariant chosen = combo->currentData();
        return chosen.isValid() ? std::optional{static_cast<std::uint16_t>(chosen.toUInt())} : std::nullopt;
    };
    wish.rail = number(m_rail);
    wish.plane = number(m_plane);
    wish.medium = m_medium->currentData().toString();
    wish.findingsOnly = m_findings->isChecked();
    m_view->show(wish);
}

void FabricPage::search()
{
    const std::size_t found = m_view->search(m_field->text());
    m_count->setText(m_field->text().trimmed().isEmpty() ? QString{} : countOf(static_cast<qint64>(found), tr("found"), tr("found")));
}

} // namespace colonnade::ui
