#include "ui/findings/WaiveDialog.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

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

} // namespace

WaiveDialog::WaiveDialog(const model::Finding& finding, const QString& author, QWidget* parent) :
    QDialog(parent),
    m_finding(finding)
{
    setObjectName(QStringLiteral("waive-dialog"));
    setWindowTitle(tr("Waive %1").arg(words(finding.rule)));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    form->setVerticalSpacing(space::between);
    auto* message = new QLabel(words(finding.message), this);
    message->setTextFormat(Qt::PlainText);
    message->setWordWrap(true);
    message->setMinimumWidth(420);
    form->addRow(message);
    m_reason = new QPlainTextEdit(this);
    m_reason->setObjectName(QStringLiteral("waive-reason"));
    m_reason->setPlaceholderText(tr("Why this is acceptable, for those who read the package"));
    m_reason->setFixedHeight(72);
    m_reason->setTabChangesFocus(true);
    form->addRow(tr("Reason"), m_reason);
    m_need = new QLabel(this);
    dress(m_need, render::type::head, QFont::Normal, true);
    form->addRow(QString(), m_need);
    m_author = new QLineEdit(author, this);
    m_author->setObjectName(QStringLiteral("waive-author"));
    form->addRow(tr("Author"), m_author);
    m_expires = new QDateEdit(QDate::currentDate().addDays(usualDays), this);
    m_expires->setObjectName(QStringLiteral("waive-expires"));
    m_expires->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_expires->setMinimumDate(QDate::currentDate().addDays(1));
    form->addRow(tr("Expires"), m_expires);
    auto* note = new QLabel(
        tr("It is kept in the design and printed in packages. A value that gets worse by 5 % asks "
           "again."),
        this);
    note->setWordWrap(true);
    dress(note, render::type::head, QFont::Normal, true);
    form->addRow(note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_waive = buttons->addButton(tr("Waive"), QDialogButtonBox::AcceptRole);
    m_waive->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &WaiveDialog::refresh);
    connect(m_author, &QLineEdit::textChanged, this, &WaiveDialog::refresh);
    refresh();
}

void WaiveDialog::refresh()
{
    const auto length = m_reason->toPlainText().simplified().toUtf8().size();
    m_waive->setEnabled(length >= leastReason && !m_author->text().trimmed().isEmpty());
    m_need->setText(length >= leastReason ? QString()
                                          : tr("A reason of at least %1 characters").arg(leastReason));
}

model::Waiver WaiveDialog::waiver() const
{
    model::Waiver waiver;
    waiver.key = m_finding.key();
    waiver.author = utf8(m_author->text().trimmed());
    waiver.reason = utf8(m_reason->toPlainText().simplified());
    waiver.date = utf8(QDate::currentDate().toString(Qt::ISODate));
    waiver.expires = utf8(m_expires->date().toString(Qt::ISODate));
    waiver.value = m_finding.utilisation();
    return waiver;
}

} // namespace colonnade::ui
