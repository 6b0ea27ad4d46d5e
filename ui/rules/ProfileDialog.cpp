#include "ui/rules/ProfileDialog.h"

#include "model/exchange/ProfileSaving.h"
#include "model/rules/ProfileEdits.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace colonnade::ui {

namespace {

constexpr int leastWidth = 420; ///< Of the sentences, in pixels.
constexpr std::size_t mostNamed = 6; ///< Rules that are named one by one.

QString changesText(const DesignSession& session)
{
    const auto others = model::rulesSetOtherwise(session.profile(), session.namedProfile());
    QStringList ids;
    for (std::size_t i = 0; i < others.size() && i < mostNamed; ++i)
        ids << words(others[i]);
    if (others.size() > mostNamed)
        ids << ProfileDialog::tr("%1 more").arg(others.size() - mostNamed);
    return ProfileDialog::tr("Keeps what is set otherwise than in %1: %2.")
        .arg(words(session.namedProfile().title), ids.join(QStringLiteral(", ")));
}

} // namespace

ProfileDialog::ProfileDialog(DesignSession& session, QWidget* parent) : QDialog(parent), m_session(session)
{
    setObjectName(QStringLiteral("profile-dialog"));
    setWindowTitle(tr("Save the rules as a profile"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    form->setVerticalSpacing(space::between);
    auto* changes = new QLabel(changesText(session), this);
    changes->setTextFormat(Qt::PlainText);
    changes->setWordWrap(true);
    changes->setMinimumWidth(leastWidth);
    form->addRow(changes);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("profile-name"));
    m_name->setPlaceholderText(tr("Our house"));
    form->addRow(tr("Name"), m_name);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("profile-note"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    dress(m_note, render::type::head, QFont::Normal, true);
    form->addRow(QString(), m_note);
    auto* after = new QLabel(tr("The design is judged by it from then on. Other designs find it under Check, Profile."), this);
    after->setTextFormat(Qt::PlainText);
    after->setWordWrap(true);
    dress(after, render::type::head, QFont::Normal, true);
    form->addRow(after);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("profile-accept"));
    m_save->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProfileDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &ProfileDialog::refresh);
    m_name->setFocus();
    refresh();
}

void ProfileDialog::refresh()
{
    const auto id = model::newProfileId(utf8(m_name->text()), m_session.path().toStdString());
    const auto folder = model::ownProfileFolder();
    const bool named = !m_name->text().trimmed().isEmpty();
    m_save->setEnabled(id && folder);
    note(!folder  ? words(folder.error().text)
             : id ? tr("As %1").arg(words((*folder / (*id + ".yaml")).string()))
                  : words(id.error().text),
         !folder || (named && !id));
}

void ProfileDialog::note(const QString& text, bool wrong)
{
    m_note->setText(text);
    m_note->setProperty("wrong", wrong);
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
}

void ProfileDialog::save()
{
    if (const auto done = m_session.saveProfileAs(m_name->text()); done)
        accept();
    else
        note(words(done.error().text), true);
}

} // namespace colonnade::ui
