#pragma once

#include "model/design/Subject.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;

namespace colonnade::ui {

class Commands;
class DesignSession;
class PaletteModel;
class Settings;

/// One entry of the palette.
struct PaletteEntry {
    enum class Kind { Action, Place, Finding, Part, Rule };
    Kind kind = Kind::Action;
    QString id;      ///< Stable, for ranking by recent use.
    QString text;
    QString detail;  ///< Shortcut or key figure, at the right.
    QString reason;  ///< Why it cannot be used; empty where it can.
    std::function<void()> run;
};

/// How well `text` answers `typed`: 0 not at all; word beginnings count most, letters in order least.
[[nodiscard]] int paletteScore(const QString& text, const QString& typed);

/// One list over actions, places, findings, parts and rules: type, arrows, Enter. Prefixes narrow it: `>` actions,
/// `@` places, `#` findings and rules, `+` parts.
class CommandPalette final : public QWidget {
    Q_OBJECT
public:
    CommandPalette(DesignSession& session, Commands& commands, Settings& settings,
                   QWidget* window);

    /// Opens over the window, below the field that it belongs to.
    void open(const QString& typed = {});
    [[nodiscard]] int count() const;

signals:
    /// Enter on a part: it wants to be placed.
    void partChosen(const QString& id);
    /// Enter on a rule: its page wants to be read.
    void ruleChosen(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void hideEvent(QHideEvent*) override;

private:
    void collect();
    void narrow();
    void run();

    DesignSession& m_session;
    Commands& m_commands;
    Settings& m_settings;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_none;
    PaletteModel* m_model;
    QPointer<QWidget> m_focusBefore;
    std::vector<PaletteEntry> m_all;
};

} // namespace colonnade::ui
