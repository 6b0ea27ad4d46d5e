#include "ui/workbench/CostDialog.h"

#include "model/exchange/CostBookReader.h"
#include "model/exchange/CostJson.h"
#include "model/exchange/EstimateStory.h"
#include "ui/document/Words.h"
#include "ui/style/RowTables.h"
#include "ui/style/Style.h"
#include "ui/workbench/CostModel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

constexpr int tableWidth = 1080, tableRows = 17; // In pixels; whole rows, so that the last is not cut.

/// "Capital 30.1 to 36.2, median 33.0 M USD · ...".
QString outcomeText(const model::CostEstimate& cost)
{
    const model::CostBand capital{(cost.itCapital.low + cost.facilityCapital.low) / 1e6, (cost.itCapital.typical + cost.facilityCapital.typical) / 1e6,
                                  (cost.itCapital.high + cost.facilityCapital.high) / 1e6};
    QString text = CostDialog::tr("Capital %1 M USD\nAccelerator-hour %2 USD, of it energy %3")
                       .arg(words(model::bandText(capital)), words(model::bandText(cost.perAcceleratorHour)),
                            words(model::bandText(cost.energyPerAcceleratorHour)));
    if (cost.unpriced > 0)
        text += CostDialog::tr("\n%1 without a price, and without a range of the library, are in no sum")
                    .arg(countOf(cost.unpriced, CostDialog::tr("piece"), CostDialog::tr("pieces")));
    return text;
}

} // namespace

CostDialog::CostDialog(DesignSession& session, QWidget* parent) : QDialog(parent), m_session(session)
{
    setObjectName(QStringLiteral("cost-dialog"));
    setWindowTitle(tr("Costs"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    auto* head = new QFormLayout;
    m_profile = new QComboBox(this);
    m_profile->setObjectName(QStringLiteral("cost-profile"));
    m_profile->setToolTip(tr("Who owns what: decides whether the facility is bought or rented, and what is usual of its owner"));
    head->addRow(tr("Owner"), m_profile);
    column->addLayout(head);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("cost-table"));
    const int headHeight = styleRowTable(m_table)->height();
    m_table->setMinimumSize(tableWidth, headHeight + tableRows * space::row + 2 * m_table->frameWidth());
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems); // One figure of a row is typed.
    column->addWidget(m_table);
    auto* figures = new QLabel(this);
    figures->setObjectName(QStringLiteral("cost-figures"));
    column->addWidget(figures);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(QStringLiteral("cost-outcome"));
    m_outcome->setTextFormat(Qt::PlainText);
    m_outcome->setWordWrap(true);
    m_outcome->setMinimumHeight(3 * space::row);
    column->addWidget(m_outcome);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* reset = buttons->addButton(tr("Reset figure"), QDialogButtonBox::ResetRole);
    reset->setObjectName(QStringLiteral("cost-reset"));
    reset->setToolTip(tr("The chosen row as the library says"));
    auto* resetAll = buttons->addButton(tr("Reset all"), QDialogButtonBox::ResetRole);
    resetAll->setObjectName(QStringLiteral("cost-reset-all"));
    resetAll->setToolTip(tr("Every row as the library says"));
    m_make = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    m_make->setObjectName(QStringLiteral("cost-make"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    const auto& book = model::carriedCostBook();
    if (!book) {
        showOutcome(words(book.error().text), false);
        return;
    }
    figures->setText(tr("All money in %1; library of %2.").arg(words(book->currency), words(book->asOf)));
    const model::Design& design = *session.design();
    const auto& machine = session.judgement().machine;
    m_model = new CostModel(design, {design.facts().provisioned.known, machine ? machine->facilityFactor : std::nullopt, {}}, *book, this);
    for (const model::CostProfile& profile : book->profiles)
        m_profile->addItem(words(profile.title), words(profile.id));
    m_profile->setCurrentIndex(design.costs().profile.empty() ? 0 : m_profile->findData(words(design.costs().profile)));
    m_table->setModel(m_model);
    m_table->resizeColumnsToContents();
    connect(m_profile, &QComboBox::activated, this, [this](int index) {
        // The usual owner is the one that a project without a choice has.
        m_model->setProfile(index == 0 ? std::string() : utf8(m_profile->itemData(index).toString()));
    });
    connect(reset, &QAbstractButton::clicked, this, [this] { m_model->reset(m_table->currentIndex().row()); });
    connect(resetAll, &QAbstractButton::clicked, m_model, &CostModel::resetAll);
    connect(m_model, &CostModel::changed, this, &CostDialog::tryOut);
    connect(&session, &DesignSession::designChanged, this, [this, begun = design.costs()](const DesignRef&, const DesignRef& after) {
        if (after->costs() == begun)
            return;
        emit said(tr("The costs were changed meanwhile: open them again to go on."));
        reject(); // What stands here would take that back.
    });
    connect(m_model, &CostModel::refused, m_outcome, &QLabel::setText);
    tryOut();
}

/// Enter ends what is typed into the table, and not the dialog: its editor lets the key pass.
void CostDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->accept();
    else
        QDialog::keyPressEvent(event);
}

void CostDialog::tryOut()
{
    const auto& machine = m_session.judgement().machine;
    const std::optional<double> facilityFactor = machine ? machine->facilityFactor : std::nullopt;
    m_task.take([this, design = m_session.design(), choices = m_model->choices(), facilityFactor](const std::stop_token&) -> NewestTask::Landing {
        const auto cost = model::costOfDesign(design->withCosts(choices), facilityFactor);
        const QString text = cost ? outcomeText(*cost) : words(cost.error().text);
        return [this, text, possible = cost.has_value()] { showOutcome(text, possible); };
    });
}

void CostDialog::showOutcome(const QString& text, bool possible)
{
    m_outcome->setText(text);
    m_outcome->setStyleSheet(possible ? QString() : QStringLiteral("color: %1").arg(theme().error.name()));
    // What has no cost yet, for want of accelerators, may have its prices all the same.
    m_make->setEnabled(m_model != nullptr);
}

void CostDialog::done(int result)
{
    m_task.drop();
    disconnect(&m_session, nullptr, this, nullptr);
    if (result == Accepted && m_model && m_model->choices() != m_session.design()->costs()) {
        const auto made = m_session.apply(tr("Set costs"), [choices = m_model->choices()](const model::Design& design) -> model::Result<model::Design> {
            return design.withCosts(choices);
        });
        if (!made)
            emit said(words(made.error().text));
    }
    QDialog::done(result);
}

} // namespace colonnade::ui
