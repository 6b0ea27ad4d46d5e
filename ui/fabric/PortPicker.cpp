#include "ui/fabric/PortPicker.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

void PortListModel::setPorts(NamedPorts ports)
{
    beginResetModel();
    m_all = std::move(ports);
    m_rows = found();
    endResetModel();
}

void PortListModel::seek(const QString& text)
{
    if (text.trimmed() == m_sought)
        return;
    beginResetModel();
    m_sought = text.trimmed();
    m_rows = found();
    endResetModel();
}

std::vector<std::size_t> PortListModel::found() const
{
    const QStringList wanted = m_sought.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_all.ports.size(); ++i) {
        const auto has = [&](const QString& word) {
            return m_all.names[i].contains(word, Qt::CaseInsensitive) || words(m_all.ports[i].ref.device).contains(word, Qt::CaseInsensitive);
        };
        if (std::all_of(wanted.begin(), wanted.end(), has))
            rows.push_back(i);
    }
    return rows;
}

int PortListModel::rowOf(const model::PortRef& port) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](std::size_t one) { return m_all.ports[one].ref == port; });
    return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
}

int PortListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PortListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t at = m_rows[static_cast<std::size_t>(index.row())];
    const model::FreePort& port = m_all.ports[at];
    const QString what = figureText(port.port.speed.value(), "Gbit/s", inspectorDigits) + QLatin1Char(' ') + words(model::word(port.port.form));
    if (role == Qt::DisplayRole)
        return QStringLiteral("%1 · %2").arg(m_all.names[at], what);
    if (role == Qt::ToolTipRole)
        return QStringLiteral("%1\n%2\n%3").arg(m_all.names[at], words(port.part->model), what).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return {};
}

PortPicker::PortPicker(const QString& name, const QString& title, QWidget* parent) :
    QWidget(parent),
    m_search(new QLineEdit(this)),
    m_list(new QListView(this)),
    m_model(new PortListModel(this))
{
    setObjectName(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inside);
    auto* label = new QLabel(title, this);
    label->setBuddy(m_search);
    dress(label, render::type::head, QFont::DemiBold, true);
    column->addWidget(label);
    m_search->setObjectName(name + QStringLiteral("-search"));
    m_search->setPlaceholderText(tr("Rack, device or port"));
    m_search->setToolTip(tr("Free ports whose name has all of these words; Tab goes to the list"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    m_list->setObjectName(name + QStringLiteral("-list"));
    m_list->setModel(m_model);
    m_list->setUniformItemSizes(true);
    m_list->setMinimumSize(250, 8 * space::row);
    column->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        {
            const QSignalBlocker once{this}; // Not for the new row and for the new text.
            const auto before = chosen();
            m_model->seek(text);
            if (before)
                choose(before->ref);
            if (!chosen() && m_model->rowCount() == 1) // There is no doubt which one is meant.
                m_list->setCurrentIndex(m_model->index(0));
        }
        emit changed();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &PortPicker::changed);
}

void PortPicker::setPorts(NamedPorts ports)
{
    const auto before = chosen();
    m_model->setPorts(std::move(ports));
    if (before)
        choose(before->ref);
}

std::optional<model::FreePort> PortPicker::chosen() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? std::optional{m_model->at(current.row())} : std::nullopt;
}

void PortPicker::choose(const model::PortRef& port)
{
    const int row = m_model->rowOf(port);
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_model->index(row));
}

/// Rows that were measured before the window had its style are measured anew.
void PortPicker::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_list->doItemsLayout();
}

} // namespace colonnade::ui
