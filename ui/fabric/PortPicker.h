#pragma once

#include "model/fabric/FreePorts.h"

#include <QAbstractListModel>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLineEdit;
class QListView;

namespace colonnade::ui {

/// Free ports, one a row, those whose name has every word that is sought.
class PortListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// `name` gives "A04 Leaf 1, any 12".
    void setPorts(std::vector<model::FreePort> ports, const std::function<QString(const model::PortRef&)>& name);
    void seek(const QString& text);
    [[nodiscard]] const model::FreePort& at(int row) const { return m_ports[m_rows[static_cast<std::size_t>(row)]]; }
    /// -1 where it is not among the rows.
    [[nodiscard]] int rowOf(const model::PortRef& port) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] std::vector<std::size_t> found() const;

    std::vector<model::FreePort> m_ports;
    std::vector<QString> m_names;
    std::vector<std::size_t> m_rows; ///< In `m_ports`.
    QString m_sought;
};

/// Picks one of many free ports: a field to search in above the list of what is found.
class PortPicker final : public QWidget {
    Q_OBJECT
public:
    /// `name` begins the names of its widgets: "link-from" makes "link-from-search" and "link-from-list".
    PortPicker(const QString& name, const QString& title, QWidget* parent);

    /// Keeps what was chosen, where it is still free.
    void setPorts(std::vector<model::FreePort> ports, const std::function<QString(const model::PortRef&)>& name);
    [[nodiscard]] std::optional<model::FreePort> chosen() const;
    void choose(const model::PortRef& port);

signals:
    void changed();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QLineEdit* m_search;
    QListView* m_list;
    PortListModel* m_model;
};

} // namespace colonnade::ui
