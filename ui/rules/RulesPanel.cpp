#include "ui/rules/RulesPanel.h"

#include "model/rules/ProfileEdits.h"
#include "ui/document/Words.h"
#include "ui/rules/RuleFilter.h"
#include "ui/rules/RuleModel.h"
#include "ui/rules/RulePage.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

using State = RuleStanding::State;

constexpr State chipOrder[] = {State::Found, State::NotEvaluated, State::Passes, State::NoPlace, State::Off}; // Together all rules.
constexpr int listWidth = 228;
constexpr int stackedBelow = 440; ///< Narrower panels show the list above the page.

QString chipTip(State state)
{
    switch (state) {
    case State::Found: return RulesPanel::tr("Rules with findings");
    case State::NotEvaluated: return RulesPanel::tr("Rules that miss inputs");
    case State::Passes: return RulesPanel::tr("Rules that pass");
    case State::NoPlace: return RulesPanel::tr("Rules that find nothing here to judge");
    case State::Off: return RulesPanel::tr("Rules that are switched off");
    default: return {};
    }
}

} // namespace

RulesPanel::RulesPanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("rules-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_model = new RuleModel(this);
    m_filter = new RuleFilter(this);
    m_filter->setSourceModel(m_model);
    makeFilters();

    m_changes = new QWidget(this);
    m_changes->setObjectName(QStringLiteral("rules-changes"));
    auto* changesRow = new QHBoxLayout(m_changes);
    changesRow->setContentsMargins(space::panel, 3, space::panel, 3);
    changesRow->setSpacing(space::panel);
    m_changesText = new QLabel(m_changes);
    m_changesText->setTextFormat(Qt::PlainText);
    dress(m_changesText, render::type::head, QFont::Medium);
    changesRow->addWidget(m_changesText);
    auto* reset = new QPushButton(tr("Reset all to the profile"), m_changes);
    reset->setObjectName(QStringLiteral("rules-reset"));
    reset->setProperty("link", true);
    reset->setCursor(Qt::PointingHandCursor);
    connect(reset, &QPushButton::clicked, this,
            [this] { m_session.setProfile(tr("Reset the rules to the profile"), m_session.namedProfile()); });
    auto* keep = new QPushButton(tr("Save as a profile…"), m_changes);
    keep->setObjectName(QStringLiteral("rules-save"));
    keep->setProperty("link", true);
    keep->setCursor(Qt::PointingHandCursor);
    connect(keep, &QPushButton::clicked, this, &RulesPanel::saveWanted);
    changesRow->addWidget(keep);
    changesRow->addWidget(reset);
    changesRow->addStretch(1);
    column->addWidget(m_changes);

    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setHandleWidth(4);
    m_splitter->setChildrenCollapsible(false);
    auto* left = new QWidget(m_splitter);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    m_list = new QListView(left);
    m_list->setObjectName(QStringLiteral("rules-list"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new RuleDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    leftColumn->addWidget(m_list, 1);
    m_none = new QLabel(tr("No rule fits the filter."), left);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    dress(m_none, render::type::body, QFont::Normal, true);
    leftColumn->addWidget(m_none, 1);
    m_page = new RulePage(session, m_splitter);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({listWidth, 2 * listWidth});
    column->addWidget(m_splitter, 1);
    setFocusProxy(m_list);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        // A rule that falls out of the filter by an edit stays on its page.
        if (const QString id = current(); !id.isEmpty() && !m_refreshing)
            m_page->showRule(id);
    });
    connect(m_list, &QListView::customContextMenuRequested, this, &RulesPanel::openMenu);
    connect(m_page, &RulePage::fixWanted, this, &RulesPanel::fixWanted);
    connect(m_page, &RulePage::waiveWanted, this, &RulesPanel::waiveWanted);
    connect(m_page, &RulePage::said, this, &RulesPanel::said);
    connect(&session, &DesignSession::judgementChanged, this, &RulesPanel::refresh);
    connect(&session, &DesignSession::profileChanged, this, &RulesPanel::refresh);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &RulesPanel::refresh);
    refresh();
}

void RulesPanel::makeFilters()
{
    m_filters = new QWidget(this);
    auto* row = new QHBoxLayout(m_filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const State state : chipOrder) {
        auto* chip = new Chip(QStringLiteral("0"), m_filters);
        chip->setObjectName(QStringLiteral("rules-chip-%1").arg(static_cast<int>(state)));
        chip->setCheckable(true);
        chip->setToolTip(chipTip(state));
        connect(chip, &Chip::toggled, this, [this] {
            QSet<int> shown;
            for (const auto& [each, button] : m_chips) {
                if (button->isChecked())
                    shown.insert(static_cast<int>(each));
            }
            m_filter->setStates(shown);
            refresh();
        });
        m_chips[state] = chip;
        row->addWidget(chip);
    }
    m_domain = new QComboBox(m_filters);
    m_domain->setObjectName(QStringLiteral("rules-domain"));
    m_domain->setStyleSheet(QStringLiteral("min-height: 15px; max-height: 15px; padding: 1px 6px;"));
    m_domain->setMinimumWidth(104); // As much as "All domains" needs.
    m_domain->addItem(tr("All domains"));
    for (const auto domain : {model::Domain::Power, model::Domain::Thermal, model::Domain::Mechanical, model::Domain::Cabling,
                              model::Domain::Network, model::Domain::Reliability, model::Domain::Sustainability,
                              model::Domain::DataQuality, model::Domain::Own})
        m_domain->addItem(domainName(domain), static_cast<int>(domain));
    connect(m_domain, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_filter->setDomain(index > 0 ? std::optional(m_domain->itemData(index).toInt()) : std::nullopt);
        refresh();
    });
    row->addSpacing(4);
    row->addWidget(m_domain);
    m_field = new QLineEdit(m_filters);
    m_field->setObjectName(QStringLiteral("rules-field"));
    m_field->setPlaceholderText(tr("Filter"));
    m_field->setClearButtonEnabled(true);
    m_field->setStyleSheet(QStringLiteral("min-height: 15px; max-height: 15px; padding: 1px 6px;"));
    m_field->setMinimumWidth(60);
    m_field->setMaximumWidth(130);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        refresh();
    });
    row->addWidget(m_field);
}

QString RulesPanel::current() const
{
    return m_list->currentIndex().data(RuleModel::IdRole).toString();
}

void RulesPanel::showRule(const QString& id)
{
    refresh();
    const int row = m_model->rowOf(id);
    QModelIndex index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row));
    if (row >= 0 && !index.isValid()) {
        for (const auto& [state, chip] : m_chips)
            chip->setChecked(false);
        m_domain->setCurrentIndex(0);
        m_field->clear();
        index = m_filter->mapFromSource(m_model->index(row));
    }
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
    m_page->showRule(id);
}

void RulesPanel::refresh()
{
    // Counting over all rules costs little, but a hidden panel needs nothing.
    m_stale = !isVisible() && m_model->rowCount() > 0;
    if (m_stale)
        return;
    m_refreshing = true;
    m_model->show(ruleStandings(m_session.judgement(), m_session.profile(), m_session.namedProfile()));
    for (const auto& [state, chip] : m_chips) {
        const QString before = state == State::Off ? tr("Off") : state == State::NoPlace ? tr("No place") : QString();
        chip->setText((before.isEmpty() ? before : before + QChar(0xa0)) + countText(m_model->count(state)));
        if (before.isEmpty())
            chip->setIcon(render::glyphIcon(m_model->worst(state), theme(), 12));
        chip->updateGeometry();
        chip->update();
    }
    m_filters->adjustSize();
    if (m_filters->parentWidget())
        QApplication::postEvent(m_filters->parentWidget(), new QEvent(QEvent::LayoutRequest));
    m_list->setVisible(m_filter->rowCount() > 0);
    m_none->setVisible(m_filter->rowCount() == 0);
    m_refreshing = false;
    refreshChanges();
    m_page->refresh();
}

void RulesPanel::refreshChanges()
{
    const auto others = model::rulesSetOtherwise(m_session.profile(), m_session.namedProfile());
    m_changes->setVisible(!others.empty());
    m_changesText->setText(tr("%1 set otherwise than in %2")
                               .arg(countOf(static_cast<qint64>(others.size()), tr("rule"), tr("rules")),
                                    words(m_session.namedProfile().title)));
}

void RulesPanel::toggleRule(const model::RuleInfo& rule)
{
    const bool on = !m_session.profile().enabled(rule.id);
    if (const auto next = model::withRuleEnabled(m_session.profile(), rule, on))
        m_session.setProfile((on ? tr("Switch %1 on") : tr("Switch %1 off")).arg(words(rule.id)), *next);
}

void RulesPanel::openMenu(QPoint at)
{
    const QModelIndex index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    m_list->setCurrentIndex(index);
    const RuleStanding& standing = m_model->at(m_filter->mapToSource(index).row());
    const model::RuleInfo& info = *standing.info;
    const bool on = m_session.profile().enabled(info.id);
    QMenu menu;
    auto* toggle = menu.addAction(on ? tr("Switch off") : tr("Switch on"), this, [this, &info] { toggleRule(info); });
    // What protects life is asked about once more, on its page.
    toggle->setEnabled(!on || !model::protectsLife(info.id, m_session.profile()));
    auto* reset = menu.addAction(tr("Reset to the profile"), this, [this, &info] {
        m_session.setProfile(tr("Reset %1 to the profile").arg(words(info.id)),
                             model::withRuleOf(m_session.profile(), info, m_session.namedProfile()));
    });
    reset->setEnabled(standing.changed);
    menu.exec(m_list->viewport()->mapToGlobal(at));
}

void RulesPanel::showEvent(QShowEvent*)
{
    if (m_stale)
        refresh();
}

void RulesPanel::resizeEvent(QResizeEvent*)
{
    const auto wanted = width() < stackedBelow ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() == wanted)
        return;
    m_splitter->setOrientation(wanted);
    m_splitter->setSizes(wanted == Qt::Horizontal ? QList<int>{listWidth, width() - listWidth}
                                                  : QList<int>{height() / 3, height() * 2 / 3});
}

} // namespace colonnade::ui
