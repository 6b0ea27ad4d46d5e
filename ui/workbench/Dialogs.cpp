#include "ui/workbench/Dialogs.h"

#include "render/theme/Glyphs.h"
#include "ui/document/Settings.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"
#include "ui/workbench/Commands.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr int signPixels = 28; // Of the sign beside a message.

/// Begins with a capital where it begins with a word, and not with a name or a path.
QString sentence(QString text)
{
    const qsizetype end = text.indexOf(QLatin1Char(' '));
    if (end > 0 && std::all_of(text.cbegin(), text.cbegin() + end, [](QChar letter) { return letter.isLetter(); }))
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const Commands& commands, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcuts"));
    setWindowTitle(tr("Keys"));
    resize(560, 560);
    auto* layout = new QVBoxLayout(this);
    auto* field = new QLineEdit(this);
    field->setPlaceholderText(tr("Search commands and keys"));
    field->setClearButtonEnabled(true);
    layout->addWidget(field);
    auto* list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("shortcuts-list"));
    list->setColumnCount(2);
    list->setHeaderLabels({tr("Command"), tr("Key")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    for (const QAction* action : commands.all()) {
        QStringList keys;
        for (const auto& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        auto* item
            = new QTreeWidgetItem(list, {Commands::plainText(action), keys.join(QStringLiteral(", "))});
        item->setToolTip(0, action->statusTip().toHtmlEscaped());
    }
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    layout->addWidget(list, 1);
    auto* note = new QLabel(
        tr("In drawings: the wheel zooms at the cursor, the middle button or Space pans, a drag on "
           "empty ground selects. Ctrl copies, Shift locks the axis, Alt switches snapping off."),
        this);
    note->setWordWrap(true);
    dress(note, render::type::head, QFont::Normal, true);
    layout->addWidget(note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    connect(field, &QLineEdit::textChanged, this, [list](const QString& typed) {
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            auto* item = list->topLevelItem(i);
            const bool fits = item->text(0).contains(typed, Qt::CaseInsensitive)
                || item->text(1).contains(typed, Qt::CaseInsensitive);
            item->setHidden(!fits);
        }
    });
}

SettingsDialog::SettingsDialog(Settings& settings, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("settings"));
    setWindowTitle(tr("Settings"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    form->setVerticalSpacing(space::panel);
    auto* author = new QLineEdit(settings.author(), this);
    author->setObjectName(QStringLiteral("settings-author"));
    author->setMinimumWidth(240);
    connect(author, &QLineEdit::editingFinished, this,
            [author, &settings] { settings.setAuthor(author->text()); });
    form->addRow(tr("Your name, for waivers"), author);
    auto* themes = new QComboBox(this);
    themes->setObjectName(QStringLiteral("settings-theme"));
    themes->addItems({tr("As the system"), tr("Light"), tr("Dark"), tr("High contrast")});
    themes->setCurrentIndex(static_cast<int>(settings.theme()));
    connect(themes, &QComboBox::activated, this, [this, &settings](int choice) {
        settings.setTheme(static_cast<ThemeChoice>(choice));
        emit themeChosen();
    });
    form->addRow(tr("Theme"), themes);
    auto* motion = new QCheckBox(tr("No camera flights"), this);
    motion->setChecked(settings.reducedMotion());
    connect(motion, &QCheckBox::toggled, this,
            [&settings](bool on) { settings.setReducedMotion(on); });
    form->addRow(tr("Motion"), motion);
    auto* where = new QLabel(Settings::filePath(), this);
    where->setTextFormat(Qt::PlainText);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress(where, render::type::head, QFont::Normal, true);
    form->addRow(tr("Kept in"), where);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
}

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("about"));
    setWindowTitle(tr("About Colonnade"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, space::groups);
    auto* mark = new QLabel(this);
    mark->setPixmap(accentIcon(QStringLiteral("colonnade")).pixmap(48, 48));
    layout->addWidget(mark);
    auto* name = new QLabel(QStringLiteral("Colonnade ") + QCoreApplication::applicationVersion(), this);
    dress(name, render::type::dialogTitle, QFont::DemiBold);
    layout->addWidget(name);
    auto* text = new QLabel(
        tr("A workbench for rack and cluster reference designs: drawn from real parts, judged "
           "while they move, estimated beside the floor.\n\nFree software under the GNU General "
           "Public License, version 3 or later. Inter is licensed under the SIL Open Font "
           "License 1.1."),
        this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setFixedWidth(400);
    layout->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

void dressMessage(QMessageBox& box, const QString& heading)
{
    const QString text = sentence(box.text());
    const render::Glyph sign = box.icon() == QMessageBox::Warning || box.icon() == QMessageBox::Critical ? render::Glyph::Warning
                                                                                                          : render::Glyph::Info;
    box.setTextFormat(Qt::PlainText);
    box.setText(heading);
    box.setInformativeText(text);
    if (auto* label = box.findChild<QLabel*>(QStringLiteral("qt_msgbox_informativelabel")))
        label->setTextFormat(Qt::PlainText); // Names and messages are no markup.
    box.setIconPixmap(render::glyphPixmap(sign, theme(), signPixels, box.devicePixelRatioF()));
    auto* copy = box.addButton(QCoreApplication::translate("Dialogs", "Copy details"), QMessageBox::ActionRole);
    copy->setObjectName(QStringLiteral("copy-details"));
    copy->disconnect(); // It does not close the box.
    QObject::connect(copy, &QAbstractButton::clicked, &box, [details = heading + QLatin1Char('\n') + text] {
        QGuiApplication::clipboard()->setText(details);
    });
}

void showProblem(QWidget* parent, const QString& heading, const QString& text, const QString& name)
{
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Colonnade"), text, QMessageBox::Ok, parent);
    box.setObjectName(name);
    dressMessage(box, heading);
    box.setEscapeButton(QMessageBox::Ok);
    box.exec();
}

SaveAnswer askToSave(const QString& title, QWidget* parent)
{
    QMessageBox box(QMessageBox::Question, QStringLiteral("Colonnade"),
                    QCoreApplication::translate("Dialogs", "Save changes to '%1'?").arg(title),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box.setObjectName(QStringLiteral("save-question"));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(
        QCoreApplication::translate("Dialogs", "They are lost if you discard them."));
    box.setIconPixmap(render::glyphPixmap(render::Glyph::Info, theme(), signPixels, box.devicePixelRatioF()));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save: return SaveAnswer::Save;
    case QMessageBox::Discard: return SaveAnswer::Discard;
    default: return SaveAnswer::Cancel;
    }
}

} // namespace colonnade::ui
