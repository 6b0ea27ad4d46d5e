#include "ui/workbench/FieldForm.h"

#include "ui/document/Words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

constexpr int most = 100'000'000;

/// A number's field that lets anything be typed: what cannot be taken is said instead of being dropped in silence.
template <class Box> class TellingBox final : public Box {
public:
    using Tell = std::function<void(const QString& fault, const QString& left)>;

    TellingBox(QString label, Tell tell, QWidget* parent) : Box(parent), m_label(std::move(label)), m_tell(std::move(tell))
    {
        QObject::connect(this->lineEdit(), &QLineEdit::textEdited, this, [this] { m_tell(fault(), {}); });
    }
    void stepBy(int steps) override
    {
        const bool wrong = !this->hasAcceptableInput();
        Box::stepBy(steps);
        if (wrong)
            m_tell({}, {});
    }

protected:
    [[nodiscard]] QValidator::State validate(QString& text, int& cursor) const override
    {
        return std::max(Box::validate(text, cursor), QValidator::Intermediate);
    }
    void focusOutEvent(QFocusEvent* event) override
    {
        const QString why = fault();
        Box::focusOutEvent(event);
        takeBack(why);
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        const QString why = enter ? fault() : QString();
        if (why.isEmpty())
            return Box::keyPressEvent(event);
        // Not for the dialog: it would take the number that nobody typed.
        event->accept();
        this->interpretText();
        takeBack(why);
    }

private:
    [[nodiscard]] QString fault() const
    {
        if (this->hasAcceptableInput())
            return {};
        const QString typed = this->cleanText().trimmed();
        if (typed.isEmpty())
            return FieldForm::tr("%1: a number is missing").arg(m_label);
        bool isNumber = false;
        const double number = this->locale().toDouble(QString(typed).remove(this->locale().groupSeparator()), &isNumber);
        if (!isNumber)
            return FieldForm::tr("%1: '%2' is no number").arg(m_label, typed);
        if (number < this->minimum() || number > this->maximum())
            return FieldForm::tr("%1: %2 is not within %3 to %4")
                .arg(m_label, typed, this->textFromValue(this->minimum()), this->textFromValue(this->maximum()));
        if constexpr (std::is_same_v<Box, QSpinBox>)
            return FieldForm::tr("%1: %2 is no whole number").arg(m_label, typed);
        else
            return FieldForm::tr("%1: %2 has more than %3 places behind the point").arg(m_label, typed).arg(this->decimals());
    }
    void takeBack(const QString& why)
    {
        if (!why.isEmpty())
            m_tell({}, FieldForm::tr("%1; %2 stays.").arg(why, this->text()));
    }

    QString m_label;
    Tell m_tell;
};

} // namespace

int valueOf(const QSpinBox* box)
{
    return box->value();
}

double valueOf(const QDoubleSpinBox* box)
{
    return box->value();
}

int valueOf(const QComboBox* box)
{
    return box->currentData().toInt();
}

bool valueOf(const QCheckBox* box)
{
    return box->isChecked();
}

std::string valueOf(const QLineEdit* box)
{
    return utf8(box->text().trimmed());
}

int asShown(const QSpinBox* box, int value)
{
    return std::clamp(value, box->minimum(), box->maximum());
}

double asShown(const QDoubleSpinBox* box, double value)
{
    const auto rounded = [box](double number) { return QString::number(number, 'f', box->decimals()).toDouble(); }; // As the box does.
    const double shown = std::clamp(rounded(value), box->minimum(), box->maximum());
    if (value > box->minimum() && shown <= box->minimum())
        return rounded(box->minimum() + std::pow(10.0, -box->decimals()));
    return shown;
}

int asShown(const QComboBox* box, int value)
{
    return box->findData(value) < 0 ? box->itemData(0).toInt() : value;
}

bool asShown(const QCheckBox*, bool value)
{
    return value;
}

std::string asShown(const QLineEdit*, const std::string& value)
{
    return utf8(words(value).trimmed());
}

void showValue(QSpinBox* box, int value)
{
    box->setValue(asShown(box, value));
}

void showValue(QDoubleSpinBox* box, double value)
{
    box->setValue(asShown(box, value));
}

void showValue(QComboBox* box, int value)
{
    box->setCurrentIndex(box->findData(asShown(box, value)));
}

void showValue(QCheckBox* box, bool value)
{
    box->setChecked(value);
}

void showValue(QLineEdit* box, const std::string& value)
{
    box->setText(words(value).trimmed());
}

FieldForm::FieldForm(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    connect(this, &FieldForm::changed, this, &FieldForm::showRows);
}

/// The wheel scrolls the form; it turns only the number that was chosen.
bool FieldForm::eventFilter(QObject* watched, QEvent* event)
{
    const auto* box = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && box && !box->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QSpinBox* FieldForm::number(const Row& row, int least, const QString& unit, const QString& atLeast)
{
    auto* box = new TellingBox<QSpinBox>(row.label, [this](const QString& fault, const QString& left) { tell(fault, left); }, this);
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    if (!unit.isEmpty())
        box->setSuffix(QLatin1Char(' ') + unit);
    box->setSpecialValueText(atLeast);
    connect(box, &QSpinBox::valueChanged, this, &FieldForm::changed);
    place(row, box);
    return box;
}

QDoubleSpinBox* FieldForm::decimal(const Row& row, double least, double greatest, int places, const QString& unit, const QString& atLeast)
{
    auto* box = new TellingBox<QDoubleSpinBox>(row.label, [this](const QString& fault, const QString& left) { tell(fault, left); }, this);
    box->setDecimals(places);
    box->setRange(least, greatest);
    box->setGroupSeparatorShown(true);
    if (!unit.isEmpty())
        box->setSuffix(QLatin1Char(' ') + unit);
    box->setSpecialValueText(atLeast);
    connect(box, &QDoubleSpinBox::valueChanged, this, &FieldForm::changed);
    place(row, box);
    return box;
}

QCheckBox* FieldForm::toggle(const Row& row)
{
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::toggled, this, &FieldForm::changed);
    place(row, box);
    return box;
}

QLineEdit* FieldForm::line(const Row& row)
{
    auto* box = new QLineEdit(this);
    connect(box, &QLineEdit::textChanged, this, &FieldForm::changed);
    place(row, box);
    return box;
}

QComboBox* FieldForm::choiceOf(const Row& row, const std::vector<std::pair<QString, int>>& entries, bool searched)
{
    auto* box = new QComboBox(this);
    for (const auto& entry : entries)
        box->addItem(entry.first, entry.second);
    if (searched)
        box->addItem(tr("chosen by search"), bySearch);
    connect(box, &QComboBox::currentIndexChanged, this, &FieldForm::changed);
    place(row, box);
    return box;
}

void FieldForm::place(const Row& row, QWidget* box)
{
    box->setObjectName(QLatin1StringView{row.name});
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
    m_form->addRow(row.label, box);
    for (QWidget* widget : {box, m_form->labelForField(box)}) {
        if (widget)
            widget->setToolTip(row.tip);
    }
    m_rows.push_back({box, row.when, m_parts.empty() ? nullptr : m_parts.back()});
}

void FieldForm::tell(const QString& fault, const QString& left)
{
    if (m_fault != fault) {
        m_fault = fault;
        emit faultChanged();
    }
    if (!left.isEmpty())
        emit takenBack(left);
}

void FieldForm::setCondition(const QWidget* field, Condition when)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [field](const Placed& other) { return other.box == field; });
    if (row != m_rows.end())
        row->when = std::move(when);
}

void FieldForm::part(const char* name, const QString& title, const QString& tip)
{
    auto* head = new QToolButton(this);
    head->setObjectName(QLatin1StringView{name});
    head->setText(title);
    head->setToolTip(tip);
    head->setCheckable(true);
    head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    head->setArrowType(Qt::RightArrow);
    head->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    head->setFocusPolicy(Qt::StrongFocus);
    connect(head, &QToolButton::toggled, this, &FieldForm::showRows);
    m_form->addRow(head);
    m_parts.push_back(head);
}

void FieldForm::unfold(const std::vector<QWidget*>& fields)
{
    for (const Placed& row : m_rows) {
        if (row.part && std::find(fields.begin(), fields.end(), row.box) != fields.end())
            row.part->setChecked(true);
    }
}

void FieldForm::showRows()
{
    for (const Placed& row : m_rows)
        m_form->setRowVisible(row.box, (!row.part || row.part->isChecked()) && (!row.when || row.when()));
    for (QToolButton* head : m_parts) {
        head->setArrowType(head->isChecked() ? Qt::DownArrow : Qt::RightArrow);
        // Without a field that applies there is nothing to unfold.
        const bool any = std::any_of(m_rows.begin(), m_rows.end(), [head](const Placed& row) { return row.part == head && (!row.when || row.when()); });
        m_form->setRowVisible(head, any);
    }
}

} // namespace colonnade::ui
