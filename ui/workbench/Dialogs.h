#pragma once

#include <QDialog>

class QMessageBox;
class QString;
class QWidget;

namespace colonnade::ui {

class Commands;
class Settings;

/// All keys, by menu; with a field to search.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const Commands& commands, QWidget* parent);
};

/// Name, theme, motion. Takes effect at once.
class SettingsDialog final : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Settings& settings, QWidget* parent);

signals:
    void themeChosen();
};

class AboutDialog final : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent);
};

/// Dresses a message box as messages look here: a heading over its text, the house's sign, and a button that copies both. Its
/// text begins as a sentence does.
void dressMessage(QMessageBox& box, const QString& heading);
/// Says what went wrong, and waits.
void showProblem(QWidget* parent, const QString& heading, const QString& text, const QString& name);

enum class SaveAnswer { Save, Discard, Cancel };
/// "Save changes to 'x'?"
[[nodiscard]] SaveAnswer askToSave(const QString& title, QWidget* parent);

} // namespace colonnade::ui
