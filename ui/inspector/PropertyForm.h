#pragma once

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
    /// `taken` gets the text when it was changed and left.
    void field(const QString& name, const QString& label, const QString& value,
               std::function<void(const QString&)> taken, const QString& toolTip = {});
    /// The same for a text of several lines, below its label over the whole width.
    void paragraph(const QString& name, const QString& label, const QString& value,
                   std::function<void(const QString&)> taken, const QString& toolTip = {});
    /// A number in `unit`; `taken` gets nothing for an emptied field where `optional`. Takes other units of the same
    /// kind and shows them converted: "48 in", "30 gpm".
    void number(const QString& name, const QString& label, std::optional<double> value,
                const QString& unit, std::function<void(std::optional<double>)> taken,
                bool optional = false, const QString& toolTip = {});
    void choice(const QString& name, const QString& label, const QStringList& choices, int current,
                std::function<void(int)> taken, const QString& toolTip = {});
    void toggle(const QString& name, const QString& label, bool on, std::function<void(bool)> taken);
    void widget(QWidget* widget);
    /// A link that does something.
    void action(const QString& name, const QString& text, std::function<void()> run);

private:
    void row(const QString& label, QWidget* value, const QString& toolTip,
             SourceMark mark = SourceMark::None);
    /// The same below the label, over the whole width.
    void wideRow(const QString& label, QWidget* value, const QString& toolTip);
    QLabel* nameOfRow(const QString& label, QWidget* value, const QString& toolTip);
    QVBoxLayout* m_column;
    QGridLayout* m_grid = nullptr;
};

/// The number that a person typed, in `unit`; understands the usual other units of the same kind. Nothing where it
/// is no number or of another kind.
[[nodiscard]] std::optional<double> numberIn(const QString& typed, const QString& unit);

} // namespace colonnade::ui
