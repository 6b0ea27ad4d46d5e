#include "ui/findings/WaiveDialog.h"

#include "render/theme/Glyphs.h"
#include "ui/document/Words.h"
#include "ui/findings/FindingText.h"
#include "ui/style/Style.h"

#include <QCheckBox>
#include <QDate>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace colonnade::ui {

namespace {

constexpr qsizetype leastReason = 15; // characters, as the edit asks for
constexpr int usualDays = 180; // a waiver without an expiry of its own ends after these

QLabel* note(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    dress(label, render::type::head, QFont::Normal, true);
    return label;
}

} // namespace

WaiveDialog::WaiveDialog(Ask ask, QWidget* parent) : QDialog(parent), m_ask(std::move(ask))
{
    const model::Finding& finding = m_ask.finding;
    setObjectName(QStringLiteral("waive-dialog"));
    setWindowTitle((m_ask.renewed ? tr("Renew the waiver of %1") : tr("Waive %1")).arg(words(finding.rule)));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    form->setVerticalSpacing(space::between);
    auto* message = new QLabel(words(finding.message), this);
    message->setTextFormat(Qt::PlainText);
    message->setWordWrap(true);
    message->setMinimumWidth(420);
    form->addRow(message);
    const FindingNumbers numbers = numbersOf(finding);
    auto* value = new QLabel(numbers.value.isEmpty() ? tr("no number; the finding as it stands") : numbers.line(), this);
    value->setObjectName(QStringLiteral("waive-value"));
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    form->addRow(tr("Value"), value);
    m_reason = new QPlainTextEdit(m_ask.renewed ? words(m_ask.renewed->reason) : QString(), this);
    m_reason->setObjectName(QStringLiteral("waive-reason"));
    m_reason->setPlaceholderText(tr("Why this is acceptable, for those who read the package"));
    m_reason->setFixedHeight(72);
    m_reason->setTabChangesFocus(true);
    form->addRow(tr("Reason"), m_reason);
    m_need = new QLabel(this);
    m_need->setObjectName(QStringLiteral("waive-need"));
    dress(m_need, render::type::head, QFont::Normal, true);
    form->addRow(QString(), m_need);
    m_author = new QLineEdit(m_ask.author, this);
    m_author->setObjectName(QStringLiteral("waive-author"));
    form->addRow(tr("Author"), m_author);
    m_expires = new QDateEdit(QDate::currentDate().addDays(usualDays), this);
    m_expires->setObjectName(QStringLiteral("waive-expires"));
    m_expires->setButtonSymbols(QAbstractSpinBox::NoButtons); // The arrow keys step.
    m_expires->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_expires->setMinimumDate(QDate::currentDate().addDays(1));
    form->addRow(tr("Expires"), m_expires);
    if (m_ask.protectsLife) {
        auto* why = note(tr("%1 protects people. Accept it only where the authority having jurisdiction, or the "
                            "engineer who answers for it, has done so; say in the reason who.")
                             .arg(words(finding.rule)),
                         this);
        why->setProperty("wrong", true);
        form->addRow(why);
        m_confirmed = new QCheckBox(tr("I have checked that, and sign for it"), this);
        m_confirmed->setObjectName(QStringLiteral("waive-confirmed"));
        connect(m_confirmed, &QCheckBox::toggled, this, &WaiveDialog::refresh);
        form->addRow(QString(), m_confirmed);
    }
    form->addRow(note(tr("It is kept in the design and listed in every export. A value that gets worse by 5 % asks "
                         "again."),
                      this));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_waive = buttons->addButton(m_ask.renewed ? tr("Renew") : tr("Waive"), QDialogButtonBox::AcceptRole);
    m_waive->setObjectName(QStringLiteral("waive-accept"));
    m_waive->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &WaiveDialog::refresh);
    connect(m_author, &QLineEdit::textChanged, this, &WaiveDialog::refresh);
    m_reason->setFocus();
    refresh();
}

void WaiveDialog::refresh()
{
    const auto length = m_reason->toPlainText().simplified().size();
    const bool signedFor = !m_confirmed || m_confirmed->isChecked();
    m_waive->setEnabled(length >= leastReason && signedFor && !m_author->text().trimmed().isEmpty());
    m_need->setText(length < leastReason ? tr("A reason of at least %1 characters; %2 so far").arg(leastReason).arg(length)
                        : m_author->text().trimmed().isEmpty() ? tr("An author")
                        : !signedFor                           ? tr("The confirmation below")
                                                               : QString());
}

model::Waiver WaiveDialog::waiver(const model::Finding& now) const
{
    model::Waiver waiver;
    waiver.key = now.key();
    waiver.author = utf8(m_author->text().trimmed());
    waiver.reason = utf8(m_reason->toPlainText().simplified());
    waiver.date = utf8(QDate::currentDate().toString(Qt::ISODate));
    waiver.expires = utf8(m_expires->date().toString(Qt::ISODate));
    waiver.value = now.utilisation();
    return waiver;
}

} // namespace colonnade::ui
