#include "ui/inspector/PropertyForm.h"

#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <memory>
#include <utility>

namespace colonnade::ui {

namespace {

constexpr int labelWidth = 96;
constexpr int rowHeight = 22;
constexpr int fieldWidth = 120; ///< Of a text that stands beside its label.

/// ● sourced, ≈ estimated, a dashed ring for no source.
class Dot final : public QWidget {
public:
    Dot(SourceMark mark, QWidget* parent) : QWidget(parent), m_mark(mark)
    {
        setFixedSize(12, 12);
        setToolTip(mark == SourceMark::Sourced    ? PropertyForm::tr("Sourced")
                       : mark == SourceMark::Estimated ? PropertyForm::tr("An estimate of its source")
                                                       : PropertyForm::tr("No source"));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF middle(6, 6);
        if (m_mark == SourceMark::Unsourced) {
            QPen ring(theme().text2, 1.2);
            ring.setDashPattern({1.7, 1.2});
            painter.setPen(ring);
            painter.drawEllipse(middle, 4, 4);
            return;
        }
        painter.setPen(QPen(theme().text2, 1.2));
        painter.setBrush(m_mark == SourceMark::Sourced ? QBrush(theme().text2) : QBrush(Qt::NoBrush));
        painter.drawEllipse(middle, 3.6, 3.6);
    }

private:
    SourceMark m_mark;
};

void say(QLabel* fault, const QString& sentence)
{
    fault->setText(sentence);
    fault->setVisible(!sentence.isEmpty());
}

/// A list that scrolling over the panel does not change. What is too long is cut in its middle: names of one kind differ
/// in their last letter.
class Choice final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const int room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
        option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideMiddle, room - 2);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

/// A text of several lines, as high as it needs; taken when it is left, or with Ctrl+Enter.
class Paragraph final : public QPlainTextEdit {
public:
    Paragraph(const QString& value, std::function<void(const QString&)> taken, QWidget* parent) :
        QPlainTextEdit(value, parent),
        m_value(value),
        m_taken(std::move(taken))
    {
        setTabChangesFocus(true);
        setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        document()->setDocumentMargin(3);
        connect(this, &QPlainTextEdit::textChanged, this, &Paragraph::fit);
    }
    /// Shows again what was there before the text that was taken last.
    void takeBack()
    {
        m_value = m_before;
        setPlainText(m_value);
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QPlainTextEdit::resizeEvent(event);
        fit();
    }
    void focusOutEvent(QFocusEvent* event) override
    {
        QPlainTextEdit::focusOutEvent(event);
        take();
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return && event->modifiers() & Qt::ControlModifier)
            take();
        else
            QPlainTextEdit::keyPressEvent(event);
    }

private:
    void fit()
    {
        // The size of its document counts lines, not pixels.
        const int lines = std::clamp(qRound(document()->size().height()), 1, 10);
        setFixedHeight(lines * fontMetrics().lineSpacing() + 18);
    }
    void take()
    {
        if (const QString typed = toPlainText(); typed != m_value) {
            m_before = std::exchange(m_value, typed);
            m_taken(typed);
        }
    }

    QString m_value, m_before;
    std::function<void(const QString&)> m_taken;
};

struct Conversion {
    const char* from;
    const char* to;
    double factor;
    double offset = 0; // to = (from + offset) * factor
};
constexpr Conversion conversions[] = {
    {"in", "mm", 25.4},         {"ft", "mm", 304.8},       {"m", "mm", 1000},
    {"cm", "mm", 10},           {"km", "m", 1000},         {"ft", "m", 0.3048},
    {"mm", "m", 0.001},         {"kw", "W", 1000},         {"mw", "W", 1e6},
    {"w", "kW", 0.001},         {"mw", "kW", 1000},        {"kv", "V", 1000},
    {"gpm", "L/min", 3.785411784}, {"l/s", "L/min", 60},   {"m³/h", "L/min", 1000.0 / 60},
    {"°f", "°C", 5.0 / 9, -32}, {"f", "°C", 5.0 / 9, -32}, {"c", "°C", 1},
    {"°f", "K", 5.0 / 9},       {"f", "K", 5.0 / 9},       {"°c", "K", 1},
    {"lb", "kg", 0.45359237},   {"t", "kg", 1000},         {"psi", "kPa", 6.894757293},
    {"bar", "kPa", 100},        {"pa", "kPa", 0.001},      {"lb/ft²", "kPa", 0.04788025898},
    {"psf", "kPa", 0.04788025898}, {"kg/m²", "kPa", 0.00980665}, {"%", "", 0.01},
    {"lb/ft", "kg/m", 1.48816394},
};

} // namespace

std::optional<double> numberIn(const QString& typed, const QString& unit)
{
    QString text = typed.trimmed();
    text.replace(QChar(0x2212), QLatin1Char('-'));
    text.remove(QChar(0xa0));
    qsizetype end = 0;
    while (end < text.size()
           && (text[end].isDigit() || QStringLiteral("+-.,eE").contains(text[end])))
        ++end;
    QString digits = text.left(end);
    // "e" may belong to a word behind the number.
    while (!digits.isEmpty() && !digits.back().isDigit() && digits.back() != QLatin1Char('.'))
        digits.chop(1);
    const QString suffix = text.mid(digits.size()).trimmed();
    // A comma groups digits where three follow it; else it is what some use for a point.
    if (digits.count(QLatin1Char(',')) == 1 && !digits.contains(QLatin1Char('.'))
        && digits.size() - digits.indexOf(QLatin1Char(',')) != 4)
        digits.replace(QLatin1Char(','), QLatin1Char('.'));
    digits.remove(QLatin1Char(','));
    const auto number = model::numberFrom(utf8(digits));
    if (!number)
        return {};
    if (suffix.isEmpty() || suffix.compare(unit, Qt::CaseInsensitive) == 0)
        return number;
    for (const Conversion& conversion : conversions) {
        if (suffix.toLower() == QString::fromUtf8(conversion.from)
            && unit == QString::fromUtf8(conversion.to))
            return (*number + conversion.offset) * conversion.factor;
    }
    return {};
}

bool TextEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->matches(QKeySequence::Undo) && !isUndoAvailable())
            || (key->matches(QKeySequence::Redo) && !isRedoAvailable())) {
            event->ignore();
            return true;
        }
    }
    return QLineEdit::event(event);
}

namespace {

/// With every digit and a true minus, but not grouped: a digit more or less behind a comma would make a point of it.
QString everyDigit(double number)
{
    QString text = words(model::shortest(number));
    if (text.startsWith(QLatin1Char('-')))
        text.replace(0, 1, QChar(0x2212));
    return text;
}

} // namespace

NumberEdit::NumberEdit(std::optional<double> value, QString unit, bool optional, QWidget* parent) :
    TextEdit(parent),
    m_shown(value ? everyDigit(*value) + (unit.isEmpty() ? QString() : QChar(0xa0) + unit) : QString()),
    m_unit(std::move(unit)),
    m_optional(optional)
{
    setText(m_shown);
    if (!value)
        setPlaceholderText(m_optional ? tr("not set") : m_unit);
    connect(this, &QLineEdit::textEdited, this, [this] { mark(fault()); });
    connect(this, &QLineEdit::editingFinished, this, &NumberEdit::leave);
}

NumberEdit* NumberEdit::within(double least, double most)
{
    m_least = least;
    m_most = most;
    return this;
}

QString NumberEdit::fault() const
{
    const QString typed = text().trimmed();
    if (m_optional && typed.isEmpty())
        return {};
    const auto number = numberIn(typed, m_unit);
    if (!number)
        return m_unit.isEmpty() ? tr("'%1' is no number").arg(typed)
                                : tr("'%1' is no number in %2 or a unit of its kind").arg(typed, m_unit);
    if (*number < m_least || *number > m_most) {
        const QString unit = m_unit.isEmpty() ? QString() : QChar(0xa0) + m_unit;
        return tr("%1%2 is not within %3 to %4%2")
            .arg(words(model::shortest(*number)), unit, words(model::shortest(m_least)), words(model::shortest(m_most)));
    }
    return {};
}

void NumberEdit::mark(const QString& fault)
{
    setProperty("wrong", !fault.isEmpty());
    style()->unpolish(this);
    style()->polish(this);
    emit wrong(fault);
}

void NumberEdit::leave()
{
    if (text() == m_shown)
        return;
    if (const QString why = fault(); !why.isEmpty()) {
        // The sentence stays until the next key; the number that holds is shown again.
        refuse(tr("%1; %2 stays").arg(why, m_shown.isEmpty() ? tr("nothing") : m_shown));
        return;
    }
    const QString typed = text().trimmed();
    emit taken(m_optional && typed.isEmpty() ? std::nullopt : numberIn(typed, m_unit));
}

void NumberEdit::refuse(const QString& why)
{
    setText(m_shown);
    mark({});
    emit wrong(why);
}

PropertyForm::PropertyForm(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("scrolled"));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(space::panel, space::panel, space::panel, space::panel);
    m_column->setSpacing(4);
    m_column->setAlignment(Qt::AlignTop);
}

void PropertyForm::heading(const QString& text)
{
    m_grid = nullptr;
    auto* label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    dress(label, render::type::head, QFont::DemiBold, true);
    m_column->addWidget(label);
}

void PropertyForm::line()
{
    m_grid = nullptr;
    m_column->addSpacing(4);
    m_column->addWidget(new Line(Qt::Horizontal, this));
    m_column->addSpacing(3);
}

void PropertyForm::note(const QString& text, bool strong)
{
    m_grid = nullptr;
    auto* label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress(label, strong ? render::type::body : 11, strong ? QFont::DemiBold : QFont::Normal, !strong);
    m_column->addWidget(label);
}

void PropertyForm::row(const QString& label, QWidget* value, const QString& toolTip, SourceMark mark)
{
    if (!m_grid) {
        m_grid = new QGridLayout;
        m_grid->setContentsMargins(0, 0, 0, 0);
        m_grid->setHorizontalSpacing(space::between);
        m_grid->setVerticalSpacing(0);
        m_grid->setColumnMinimumWidth(0, labelWidth);
        m_grid->setColumnStretch(1, 1);
        m_column->addLayout(m_grid);
    }
    const int at = m_grid->rowCount();
    QLabel* name = nameOfRow(label, value, toolTip);
    name->setFixedWidth(labelWidth);
    m_grid->addWidget(name, at, 0, Qt::AlignLeft | Qt::AlignVCenter);
    m_grid->addWidget(value, at, 1);
    m_grid->setRowMinimumHeight(at, rowHeight);
    if (mark != SourceMark::None)
        m_grid->addWidget(new Dot(mark, this), at, 2, Qt::AlignRight | Qt::AlignVCenter);
}

void PropertyForm::wideRow(const QString& label, QWidget* value, const QString& toolTip)
{
    m_grid = nullptr;
    m_column->addWidget(nameOfRow(label, value, toolTip));
    m_column->addWidget(value);
    m_column->addSpacing(4);
}

QLabel* PropertyForm::faultBelow(const QString& name)
{
    auto* fault = new QLabel(this);
    fault->setObjectName(name + QStringLiteral("-fault"));
    fault->setTextFormat(Qt::PlainText);
    fault->setWordWrap(true);
    fault->setProperty("wrong", true);
    dress(fault, render::type::axis);
    fault->hide();
    if (m_grid)
        m_grid->addWidget(fault, m_grid->rowCount(), 0, 1, 3);
    else
        m_column->addWidget(fault);
    return fault;
}

QLabel* PropertyForm::nameOfRow(const QString& label, QWidget* value, const QString& toolTip)
{
    auto* name = new QLabel(label, this);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    dress(name, render::type::body, QFont::Normal, true);
    value->setParent(this);
    if (!toolTip.isEmpty()) {
        const QString tip = toolTip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        name->setToolTip(tip);
        value->setToolTip(tip);
    }
    return name;
}

void PropertyForm::text(const QString& label, const QString& value, const QString& toolTip,
                        SourceMark mark)
{
    auto* shown = new QLabel(value, this);
    shown->setTextFormat(Qt::PlainText);
    shown->setWordWrap(true);
    shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    shown->setMinimumWidth(40); // A long word is cut: it must not make the panel wider.
    dress(shown, render::type::body, QFont::Medium);
    row(label, shown, toolTip, mark);
}

void PropertyForm::wideText(const QString& label, const QString& value, const QString& toolTip)
{
    auto* shown = new QLabel(value, this);
    shown->setTextFormat(Qt::PlainText);
    shown->setWordWrap(true);
    shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress(shown, render::type::body, QFont::Medium);
    wideRow(label, shown, toolTip);
}

void PropertyForm::field(const QString& name, const QString& label, const QString& value,
                         std::function<void(const QString&)> taken, const QString& toolTip)
{
    auto* edit = new TextEdit(value, this);
    edit->setObjectName(name);
    edit->setCursorPosition(0);
    // A text that is too long to stand beside its label gets the whole width.
    if (edit->fontMetrics().horizontalAdvance(value) > fieldWidth)
        wideRow(label, edit, toolTip);
    else
        row(label, edit, toolTip);
    auto* fault = faultBelow(name);
    connect(edit, &QLineEdit::textEdited, fault, [fault] { say(fault, {}); });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, fault, value, taken = std::move(taken)] {
        if (edit->text() == value)
            return;
        m_takeBack = [edit, fault, value](const QString& why) {
            edit->setText(value);
            say(fault, why);
        };
        taken(edit->text());
    });
}

void PropertyForm::paragraph(const QString& name, const QString& label, const QString& value,
                             std::function<void(const QString&)> taken, const QString& toolTip)
{
    // Its field, and the sentence below it, come after the function that speaks of them.
    auto below = std::make_shared<std::pair<Paragraph*, QLabel*>>();
    auto* edit = new Paragraph(
        value,
        [this, below, taken = std::move(taken)](const QString& typed) {
            m_takeBack = [below](const QString& why) {
                below->first->takeBack();
                say(below->second, why);
            };
            taken(typed);
        },
        this);
    edit->setObjectName(name);
    wideRow(label, edit, toolTip);
    *below = {edit, faultBelow(name)};
    connect(edit, &QPlainTextEdit::textChanged, below->second, [fault = below->second] { say(fault, {}); });
}

NumberEdit* PropertyForm::number(const QString& name, const QString& label, std::optional<double> value,
                                 const QString& unit, std::function<void(std::optional<double>)> taken,
                                 bool optional, const QString& toolTip)
{
    auto* edit = new NumberEdit(value, unit, optional, this);
    edit->setObjectName(name);
    row(label, edit, toolTip);
    auto* fault = faultBelow(name);
    connect(edit, &NumberEdit::wrong, fault, [fault](const QString& sentence) { say(fault, sentence); });
    connect(edit, &NumberEdit::taken, this, [this, edit, taken = std::move(taken)](std::optional<double> typed) {
        m_takeBack = [edit](const QString& why) { edit->refuse(why); };
        taken(typed);
    });
    return edit;
}

void PropertyForm::choice(const QString& name, const QString& label, const QStringList& choices,
                          int current, std::function<void(int)> taken, const QString& toolTip)
{
    auto* list = new Choice(this);
    list->setObjectName(name);
    list->addItems(choices);
    list->setCurrentIndex(current);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(6);
    row(label, list, toolTip);
    auto* fault = faultBelow(name);
    connect(list, &QComboBox::activated, this, [this, list, fault, current, taken = std::move(taken)](int index) {
        say(fault, {});
        if (index == current)
            return;
        m_takeBack = [list, fault, current](const QString& why) {
            list->setCurrentIndex(current);
            say(fault, why);
        };
        taken(index);
    });
}

void PropertyForm::toggle(const QString& name, const QString& label, bool on,
                          std::function<void(bool)> taken)
{
    auto* box = new QCheckBox(this);
    box->setObjectName(name);
    box->setChecked(on);
    row(label, box, {});
    auto* fault = faultBelow(name);
    connect(box, &QCheckBox::clicked, this, [this, box, fault, taken = std::move(taken)](bool now) {
        say(fault, {});
        m_takeBack = [box, fault, now](const QString& why) {
            box->setChecked(!now);
            say(fault, why);
        };
        taken(now);
    });
}

void PropertyForm::widget(QWidget* widget)
{
    m_grid = nullptr;
    widget->setParent(this);
    m_column->addWidget(widget);
}

void PropertyForm::action(const QString& name, const QString& text, std::function<void()> run)
{
    m_grid = nullptr;
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    connect(button, &QPushButton::clicked, this, [this, run = std::move(run)] {
        m_takeBack = {}; // What this is refused is of no field.
        run();
    });
    m_column->addWidget(button, 0, Qt::AlignLeft);
}

void PropertyForm::refuse(const QString& why)
{
    if (const auto takeBack = std::exchange(m_takeBack, {})) {
        m_refused = true;
        takeBack(why);
    }
}

} // namespace colonnade::ui
