#pragma once

#include <QLineEdit>
#include <QWidget>

#include <functional>
#include <optional>

class QFormLayout;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace colonnade::ui {

/// What a figure rests on, as the dot behind it shows.
enum class SourceMark { None, Sourced, Estimated, Unsourced };

/// A field for a text. Takes back its own typing, and leaves undo to the window where there is none.
class TextEdit : public QLineEdit {
    Q_OBJECT
public:
    using QLineEdit::QLineEdit;

protected:
    bool event(QEvent* event) override;
};

/// A field for a number in a unit; understands other units of the same kind.
class NumberEdit final : public TextEdit {
    Q_OBJECT
public:
    NumberEdit(std::optional<double> value, QString unit, bool optional, QWidget* parent = nullptr);

    /// Refuses what lies outside; without it, ten million either way.
    NumberEdit* within(double least, double most);
    /// What was taken last cannot be: shows the number that holds again, and `why` until the next key.
    void refuse(const QString& why);

signals:
    /// A number that was typed and left; nothing for an emptied field, where that is allowed.
    void taken(std::optional<double> number);
    /// What is wrong with the text, and what was expected; empty once it is right again.
    void wrong(const QString& sentence);

private:
    [[nodiscard]] QString fault() const;
    void mark(const QString& fault);
    void leave();

    QString m_shown;
    QString m_unit;
    bool m_optional;
    double m_least = -1e7, m_most = 1e7;
};

/// The rows of the inspector: headings, figures with unit and source, fields to edit. Built anew for each selection.
class PropertyForm final : public QWidget {
    Q_OBJECT
public:
    explicit PropertyForm(QWidget* parent = nullptr);

    void heading(const QString& text);
    void line();
    /// A wide text in its own row.
    void note(const QString& text, bool strong = false);
    void text(const QString& label, const QString& value, const QString& toolTip = {},
              SourceMark mark = SourceMark::None);
    /// A long text, below its label over the whole width.
    void wideText(const QString& label, const QString& value, const QString& toolTip = {});
    /// `taken` gets the text when it was changed and left.
    void field(const QString& name, const QString& label, const QString& value,
               std::function<void(const QString&)> taken, const QString& toolTip = {});
    /// The same for a text of several lines, below its label over the whole width.
    void paragraph(const QString& name, const QString& label, const QString& value,
                   std::function<void(const QString&)> taken, const QString& toolTip = {});
    /// A number in `unit`; `taken` gets nothing for an emptied field where `optional`. Takes other units of the same
    /// kind and shows them converted: "48 in", "30 gpm".
    NumberEdit* number(const QString& name, const QString& label, std::optional<double> value,
                       const QString& unit, std::function<void(std::optional<double>)> taken,
                       bool optional = false, const QString& toolTip = {});
    void choice(const QString& name, const QString& label, const QStringList& choices, int current,
                std::function<void(int)> taken, const QString& toolTip = {});
    void toggle(const QString& name, const QString& label, bool on, std::function<void(bool)> taken);
    void widget(QWidget* widget);
    /// A link that does something.
    void action(const QString& name, const QString& text, std::function<void()> run);
    /// What a field took last is refused: it shows what holds again, and the reason below it until it is edited anew.
    void refuse(const QString& why);
    /// Whether a field tells why its value was refused.
    [[nodiscard]] bool hasRefused() const { return m_refused; }

private:
    /// For the sentence that says what is wrong with the field of the row above; hidden while there is none.
    QLabel* faultBelow(const QString& name);
    void row(const QString& label, QWidget* value, const QString& toolTip,
             SourceMark mark = SourceMark::None);
    /// The same below the label, over the whole width.
    void wideRow(const QString& label, QWidget* value, const QString& toolTip);
    QLabel* nameOfRow(const QString& label, QWidget* value, const QString& toolTip);
    QVBoxLayout* m_column;
    QGridLayout* m_grid = nullptr;
    std::function<void(const QString& why)> m_takeBack; ///< Of the field that took something last.
    bool m_refused = false;
};

/// The number that a person typed, in `unit`; understands the usual other units of the same kind. Nothing where it
/// is no number or of another kind.
[[nodiscard]] std::optional<double> numberIn(const QString& typed, const QString& unit);

} // namespace colonnade::ui
