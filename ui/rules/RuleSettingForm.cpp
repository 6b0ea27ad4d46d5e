#include "ui/rules/RuleSettingForm.h"

#include "model/rules/ProfileEdits.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/style/Style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

using model::Severity;

constexpr int fieldWidth = 124;

QLabel* label(const QString& text, bool secondary, double pixels, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    dress(label, pixels, QFont::Normal, secondary);
    return label;
}

QPushButton* link(const QString& name, const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

/// A share reads better as per cent.
bool isShare(const model::RuleParameter& parameter)
{
    return parameter.unit.empty() && parameter.most <= 1;
}

QString valueText(const model::RuleParameter& parameter, double value)
{
    if (std::isnan(value))
        return unknownText();
    if (isShare(parameter))
        return words(model::shortest(std::round(value * 1e11) / 1e9)) + QStringLiteral("\u00a0%");
    return words(model::shortest(value)) + (parameter.unit.empty() ? QString() : QChar(0xa0) + words(parameter.unit));
}

} // namespace

RuleSettingForm::RuleSettingForm(DesignSession& session, const model::RuleInfo& rule, QWidget* parent) :
    QWidget(parent),
    m_session(session),
    m_rule(rule)
{
    setObjectName(QStringLiteral("rule-setting"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    addSwitch(column);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::between);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    addCap(grid);
    addThresholds(grid);
    column->addLayout(grid);
    if (rule.adjustable == model::Adjustable::No)
        column->addWidget(label(tr("Physics, compatibility or life safety: no profile changes its thresholds or softens it."),
                                true, 11, this));
}

void RuleSettingForm::addSwitch(QVBoxLayout* column)
{
    const bool on = m_session.profile().enabled(m_rule.id);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::between);
    auto* box = new QCheckBox(on ? tr("On") : tr("Off: not executed"), this);
    box->setObjectName(QStringLiteral("rule-on"));
    box->setChecked(on);
    connect(box, &QCheckBox::clicked, this, [this, box](bool wanted) {
        if (wanted) {
            set(tr("Switch %1 on").arg(words(m_rule.id)), model::withRuleEnabled(m_session.profile(), m_rule, true));
        } else if (model::protectsLife(m_rule.id, m_session.profile())) {
            box->setChecked(true);
            m_confirm->show();
        } else {
            switchOff();
        }
    });
    row->addWidget(box);
    row->addStretch(1);
    const auto others = model::rulesSetOtherwise(m_session.profile(), m_session.namedProfile());
    if (std::find(others.begin(), others.end(), m_rule.id) != others.end()) {
        auto* reset = link(QStringLiteral("rule-reset"), tr("Reset to the profile"), this);
        reset->setToolTip(tr("As %1 has it").arg(words(m_session.namedProfile().title)));
        connect(reset, &QPushButton::clicked, this, [this] {
            set(tr("Reset %1 to the profile").arg(words(m_rule.id)),
                model::withRuleOf(m_session.profile(), m_rule, m_session.namedProfile()));
        });
        row->addWidget(reset);
    }
    column->addLayout(row);
    m_confirm = new QWidget(this);
    m_confirm->setObjectName(QStringLiteral("rule-confirm"));
    auto* confirm = new QVBoxLayout(m_confirm);
    confirm->setContentsMargins(0, 0, 0, 0);
    confirm->setSpacing(2);
    auto* why = label(tr("%1 protects people. Switched off, it says nothing at all; a waiver keeps it in sight.").arg(words(m_rule.id)),
                      false, 11, m_confirm);
    why->setProperty("wrong", true);
    confirm->addWidget(why);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(space::groups);
    auto* anyway = link(QStringLiteral("rule-off-anyway"), tr("Switch it off anyway"), m_confirm);
    auto* keep = link(QStringLiteral("rule-keep-on"), tr("Keep it on"), m_confirm);
    connect(anyway, &QPushButton::clicked, this, &RuleSettingForm::switchOff);
    connect(keep, &QPushButton::clicked, m_confirm, &QWidget::hide);
    choices->addWidget(keep);
    choices->addWidget(anyway);
    choices->addStretch(1);
    confirm->addLayout(choices);
    m_confirm->hide();
    column->addWidget(m_confirm);
}

void RuleSettingForm::addCap(QGridLayout* grid)
{
    const auto& profile = m_session.profile();
    const auto setting = profile.rules.find(m_rule.id);
    const auto now = setting == profile.rules.end() ? std::nullopt : setting->second.atMost;
    auto* choice = new QComboBox(this);
    choice->setObjectName(QStringLiteral("rule-cap"));
    choice->setFixedWidth(fieldWidth);
    const std::pair<QString, std::optional<Severity>> caps[] = {
        {tr("as it judges"), {}}, {tr("warning"), Severity::Warning}, {tr("info"), Severity::Info}};
    for (const auto& [text, cap] : caps) {
        choice->addItem(text);
        if (cap == now)
            choice->setCurrentIndex(choice->count() - 1);
    }
    choice->setEnabled(m_rule.adjustable != model::Adjustable::No && profile.enabled(m_rule.id));
    connect(choice, &QComboBox::activated, this, [this](int index) {
        const std::optional<Severity> cap = index == 1 ? std::optional(Severity::Warning)
            : index == 2                               ? std::optional(Severity::Info)
                                                       : std::nullopt;
        set(cap ? tr("Hold %1 to %2").arg(words(m_rule.id), words(word(*cap))) : tr("Let %1 judge as severely as it does").arg(words(m_rule.id)),
            model::withRuleCap(m_session.profile(), m_rule, cap));
    });
    grid->addWidget(label(tr("At most as severe as"), true, render::type::body, this), 0, 0);
    grid->addWidget(choice, 0, 1, Qt::AlignRight);
}

void RuleSettingForm::addThresholds(QGridLayout* grid)
{
    const auto& profile = m_session.profile();
    const auto& named = m_session.namedProfile();
    for (const model::RuleParameter& parameter : m_rule.parameters) {
        const double scale = isShare(parameter) ? 100 : 1;
        const double now = profile.parameter(m_rule.id, parameter.key);
        const double before = named.parameter(m_rule.id, parameter.key);
        const int row = grid->rowCount();
        QString about = words(parameter.description);
        if (now != before && !std::isnan(before))
            about += QLatin1Char('\n') + tr("%1 in the profile").arg(valueText(parameter, before));
        grid->addWidget(label(about, true, render::type::body, this), row, 0);
        auto* edit = new NumberEdit(std::isnan(now) ? std::nullopt : std::optional(std::round(now * scale * 1e9) / 1e9),
                                    isShare(parameter) ? QStringLiteral("%") : words(parameter.unit), false, this);
        edit->within(parameter.least * scale, parameter.most * scale);
        edit->setObjectName(QStringLiteral("threshold-%1").arg(words(parameter.key)));
        edit->setFixedWidth(fieldWidth);
        edit->setEnabled(m_rule.adjustable != model::Adjustable::No && profile.enabled(m_rule.id));
        edit->setToolTip(tr("%1, from %2 to %3")
                             .arg(words(parameter.key), valueText(parameter, parameter.least),
                                  valueText(parameter, parameter.most)));
        const QString key = words(parameter.key);
        const auto stepOf = [this, &parameter](double value) {
            return tr("Set a limit of %1 to %2").arg(words(m_rule.id), valueText(parameter, value));
        };
        connect(edit, &QLineEdit::textEdited, this, [this, key, scale, stepOf, &parameter](const QString& typed) {
            const auto number = numberIn(typed, isShare(parameter) ? QStringLiteral("%") : words(parameter.unit));
            const auto tried = number ? model::withThreshold(m_session.profile(), m_rule, utf8(key), *number / scale)
                                      : model::Result<model::Profile>(tl::unexpected(model::Error{}));
            if (tried && !(*tried == m_session.profile()))
                m_session.previewProfile(stepOf(*number / scale), *tried);
            else
                m_session.endPreview();
        });
        connect(edit, &QLineEdit::editingFinished, this, [this] { m_session.endPreview(); });
        connect(edit, &NumberEdit::taken, this, [this, key, scale, stepOf](std::optional<double> number) {
            if (number)
                set(stepOf(*number / scale), model::withThreshold(m_session.profile(), m_rule, utf8(key), *number / scale));
        });
        connect(edit, &NumberEdit::wrong, this, &RuleSettingForm::said);
        grid->addWidget(edit, row, 1, Qt::AlignRight | Qt::AlignTop);
    }
}

void RuleSettingForm::set(const QString& step, const model::Result<model::Profile>& profile)
{
    if (profile)
        m_session.setProfile(step, *profile);
    else
        emit said(words(profile.error().text));
}

void RuleSettingForm::switchOff()
{
    set(tr("Switch %1 off").arg(words(m_rule.id)), model::withRuleEnabled(m_session.profile(), m_rule, false));
}

} // namespace colonnade::ui
