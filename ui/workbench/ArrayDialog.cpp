#include "ui/workbench/ArrayDialog.h"

#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Result;

constexpr int mostCopies = 500;

} // namespace

ArrayDialog::ArrayDialog(DesignSession& session, const model::Subject& subject, QWidget* parent) :
    QDialog(parent),
    m_session(session),
    m_subject(subject)
{
    setObjectName(QStringLiteral("array-dialog"));
    setWindowTitle(tr("Array %1").arg(nameOf(*session.design(), subject)));
    const auto found = resolve(*session.design(), subject);
    m_device = found && found->device;
    auto* form = new QFormLayout(this);
    form->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    m_count = new QSpinBox(this);
    m_count->setObjectName(QStringLiteral("array-count"));
    m_count->setRange(2, mostCopies);
    m_count->setValue(m_device ? 4 : 2);
    form->addRow(tr("Count, with this one"), m_count);
    m_direction = new QComboBox(this);
    if (m_device)
        m_direction->addItems({tr("up"), tr("down")});
    else
        m_direction->addItems({tr("east"), tr("north"), tr("west"), tr("south")});
    form->addRow(tr("Direction"), m_direction);
    m_step = new QSpinBox(this);
    if (m_device) {
        m_step->setRange(1, 60);
        m_step->setSuffix(tr(" U"));
        m_step->setValue(std::max(1, found->device->height().halves() / 2));
    } else {
        m_step->setRange(1, 100000);
        m_step->setSuffix(tr(" mm"));
        m_step->setSingleStep(600);
        model::Millimetres pitch{600};
        if (found && found->placement)
            pitch = found->instance.footprint.size.width;
        else if (found && found->pod)
            pitch = found->pod->footprint().size.width;
        m_step->setValue(static_cast<int>(pitch.value()));
    }
    form->addRow(tr("Pitch"), m_step);
    m_verdict = new QLabel(this);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setMinimumWidth(280);
    form->addRow(m_verdict);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_make = buttons->addButton(tr("Array"), QDialogButtonBox::AcceptRole);
    m_make->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QSpinBox* box : {m_count, m_step})
        connect(box, &QSpinBox::valueChanged, this, &ArrayDialog::tryOut);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &ArrayDialog::tryOut);
    tryOut();
}

Edit ArrayDialog::edit() const
{
    const int copies = m_count->value() - 1;
    if (m_device) {
        const auto groups = devicesOf(*m_session.design(), {m_subject});
        if (groups.empty())
            return [](const Design&) -> Result<Design> {
                return model::fail("The device is no longer there.");
            };
        const int sign = m_direction->currentIndex() == 0 ? 1 : -1;
        const auto step = model::RackUnits::whole(sign * m_step->value());
        return inRack(m_session, groups.front().rack,
                      [device = groups.front().devices.front(), copies,
                       step](const Design& d, const auto& rack) {
                          return model::arrayDevice(d, rack, device, copies, step);
                      });
    }
    const model::Millimetres step{m_step->value()};
    const model::Millimetres none{0};
    const model::Point pitches[] = {{step, none}, {none, step}, {-step, none}, {none, -step}};
    const model::Point pitch = pitches[m_direction->currentIndex()];
    return [path = m_subject.path, copies, pitch](const Design& d) -> Result<Design> {
        auto made = model::arrayPlacement(d, path, copies, pitch);
        if (!made)
            return tl::unexpected(made.error());
        return made->design;
    };
}

QString ArrayDialog::stepName() const
{
    return tr("Array %1 × %2").arg(m_count->value()).arg(nameOf(*m_session.design(), m_subject));
}

void ArrayDialog::tryOut()
{
    m_session.preview(stepName(), edit());
    const auto& preview = m_session.currentPreview();
    const bool refused = preview && preview->refusal;
    m_verdict->setProperty("wrong", refused);
    m_verdict->setText(refused ? words(preview->refusal->text)
                               : tr("The strip above the views shows what this comes to."));
    m_verdict->setStyleSheet(refused ? QStringLiteral("color: %1").arg(theme().error.name())
                                     : QString());
    m_make->setEnabled(!refused);
}

void ArrayDialog::done(int result)
{
    const Edit wish = edit();
    const QString name = stepName();
    m_session.endPreview();
    if (result == Accepted) {
        if (const auto made = m_session.apply(name, wish); !made)
            emit said(words(made.error().text));
    }
    QDialog::done(result);
}

} // namespace colonnade::ui
