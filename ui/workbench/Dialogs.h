#pragma once

#include <QDialog>

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

enum class SaveAnswer { Save, Discard, Cancel };
/// "Save changes to 'x'?"
[[nodiscard]] SaveAnswer askToSave(const QString& title, QWidget* parent);

} // namespace colonnade::ui
