#pragma once

#include <QWidget>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace colonnade::ui {

// What a field has now; of a choice the number of its entry.
[[nodiscard]] int valueOf(const QSpinBox* box);
[[nodiscard]] double valueOf(const QDoubleSpinBox* box);
[[nodiscard]] int valueOf(const QComboBox* box);
[[nodiscard]] bool valueOf(const QCheckBox* box);
[[nodiscard]] std::string valueOf(const QLineEdit* box);

// What a field has once it shows `value`: within its limits, rounded to its places, one of its entries. What is more than the
// least value of a number is never rounded down to it, since a word may stand there ("not stated").
[[nodiscard]] int asShown(const QSpinBox* box, int value);
[[nodiscard]] double asShown(const QDoubleSpinBox* box, double value);
[[nodiscard]] int asShown(const QComboBox* box, int value);
[[nodiscard]] bool asShown(const QCheckBox* box, bool value);
[[nodiscard]] std::string asShown(const QLineEdit* box, const std::string& value);

void showValue(QSpinBox* box, int value);
void showValue(QDoubleSpinBox* box, double value);
void showValue(QComboBox* box, int value);
void showValue(QCheckBox* box, bool value);
void showValue(QLineEdit* box, const std::string& value);

/// Fields that show parts of a `T`. A field writes only where it shows something else than the value has: what was not touched
/// stays as it was to the last digit, also where a field shows it rounded or has no entry for it.
template <class T> class Fields {
public:
    /// `shown(const T&)`: what the field has for a value; `write(T&, now)`: takes what was chosen. Fields write in the order in
    /// which they were added.
    template <class Box> void add(Box* box, auto shown, auto write)
    {
        m_all.push_back({box, [=](const T& value) { showValue(box, shown(value)); },
                         [=](T& value) {
                             const auto now = valueOf(box);
                             if (now != asShown(box, shown(value)))
                                 write(value, now);
                         },
                         [=](const T& one, const T& other) { return shown(one) == shown(other); }});
    }
    template <class Box, class V> void add(Box* box, V T::*member)
    {
        add(box, [member](const T& value) { return shownAs<Box>(value.*member); },
            [member](T& value, const auto& now) { value.*member = static_cast<V>(now); });
    }
    /// A number of a part that may be absent: `part(T&)` gives it, or null; `usual(const T&)` is what stands in the field then.
    template <class Box, class P, class V> void addOf(auto part, auto usual, Box* box, V P::*member)
    {
        add(box, [part, usual, member](T value) {
                const P* there = part(value);
                return there ? there->*member : usual(value).*member;
            },
            [part, member](T& value, const auto& now) {
                if (P* there = part(value))
                    there->*member = now;
            });
    }

    void show(const T& value) const
    {
        for (const One& one : m_all)
            one.show(value);
    }
    void into(T& value) const
    {
        for (const One& one : m_all)
            one.into(value);
    }
    /// Those that show something else for the one than for the other.
    [[nodiscard]] std::vector<QWidget*> different(const T& one, const T& other) const
    {
        std::vector<QWidget*> out;
        for (const One& field : m_all) {
            if (!field.alike(one, other))
                out.push_back(field.box);
        }
        return out;
    }

private:
    struct One {
        QWidget* box;
        std::function<void(const T&)> show;
        std::function<void(T&)> into;
        std::function<bool(const T&, const T&)> alike;
    };

    /// Entries of a choice are numbers.
    template <class Box, class V> static auto shownAs(const V& value)
    {
        if constexpr (std::is_enum_v<V>)
            return static_cast<int>(value);
        else
            return value;
    }

    std::vector<One> m_all;
};

/// Labelled fields, one below the other; those that few need in parts that fold. A field that does not apply is hidden.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(QWidget* parent);

    bool eventFilter(QObject* watched, QEvent* event) override;
    /// Why the text that stands in a number's field cannot be its number; empty where it can. The number stays what it was.
    [[nodiscard]] const QString& fault() const { return m_fault; }

signals:
    void changed();      ///< A field has another value.
    void faultChanged(); ///< What is typed cannot be taken, or can again.
    /// A field was left with a text that cannot be taken: why, and which number stays.
    void takenBack(const QString& sentence);

protected:
    using Condition = std::function<bool()>;
    /// How a field stands in the form.
    struct Row {
        const char* name; ///< The field's, for tests.
        QString label;
        QString tip;      ///< What it means, and in which unit.
        Condition when = {}; ///< Hidden where it answers no; nothing: always there.
    };
    /// A whole number; `atLeast` stands in its place where it has its least value.
    QSpinBox* number(const Row& row, int least, const QString& unit = {}, const QString& atLeast = {});
    QDoubleSpinBox* decimal(const Row& row, double least, double most, int places, const QString& unit = {}, const QString& atLeast = {});
    QCheckBox* toggle(const Row& row);
    QLineEdit* line(const Row& row);
    /// One of a few values, as `text` calls them. `searched`: there is one more entry, `bySearch`.
    template <class E, std::size_t N> QComboBox* choice(const Row& row, const std::array<E, N>& values, auto text, bool searched = false)
    {
        std::vector<std::pair<QString, int>> entries;
        for (const E value : values)
            entries.emplace_back(text(value), static_cast<int>(value));
        return choiceOf(row, entries, searched);
    }
    /// One of a few, by the text and the number of each.
    QComboBox* choiceOf(const Row& row, const std::vector<std::pair<QString, int>>& entries, bool searched = false);
    static constexpr int bySearch = -1; ///< The entry "chosen by search".

    /// For a field whose own value is part of the condition.
    void setCondition(const QWidget* field, Condition when);
    /// A number that may be absent: 0 in the field.
    template <class T> static void addOptional(Fields<T>& fields, QSpinBox* box, std::optional<int> T::*member)
    {
        fields.add(box, [member](const T& value) { return (value.*member).value_or(0); },
                   [member](T& value, int now) { value.*member = now > 0 ? std::optional{now} : std::nullopt; });
    }
    /// Fields that are added from here on stand in a part that folds; it is folded at first.
    void part(const char* name, const QString& title, const QString& tip);
    /// Unfolds the parts in which these stand, so that nothing that is set is out of sight.
    void unfold(const std::vector<QWidget*>& fields);
    void showRows(); ///< Those that apply, of parts that are open.

    QFormLayout* m_form;

private:
    struct Placed {
        QWidget* box;
        Condition when;
        QToolButton* part; ///< Null: none, always open.
    };
    void place(const Row& row, QWidget* box);
    /// `fault`: of the text that stands in a field now; `left`: what is said of one that was left, or nothing.
    void tell(const QString& fault, const QString& left);

    std::vector<Placed> m_rows;
    std::vector<QToolButton*> m_parts;
    QString m_fault;
};

} // namespace colonnade::ui
