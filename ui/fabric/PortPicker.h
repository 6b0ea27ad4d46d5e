#pragma once

#include "model/fabric/FreePorts.h"

#include <QAbstractListModel>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QLineEdit;
class QListView;

namespace colonnade::ui {

/// Free ports with their names: "A04 Leaf 1, any 12".
struct NamedPorts {
    std::vector<model::FreePort> ports;
    std::vector<QString> names;
};

/// Free ports, one a row, those whose name has every word that is sought.
class PortListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setPorts(NamedPorts ports);
    void seek(const QString& text);
    [[nodiscard]] const model::FreePort& at(int row) const { return m_all.ports[m_rows[static_cast<std::size_t>(row)]]; }
    /// -1 where it is not among the rows.
    [[nodiscard]] int rowOf(const model::PortRef& port) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] std::vector<std::size_t> found() const;

    NamedPorts m_all;
    std::vector<std::size_t> m_rows; ///< In `m_all`.
    QString m_sought;
};

/// Picks one of many free ports: a field to search in above the list of what is found.
class PortPicker final : public QWidget {
    Q_OBJECT
public:
    /// `name` begins the names of its widgets: "link-from" makes "link-from-search" and "link-from-list".
    PortPicker(const QString& name, const QString& title, QWidget* parent);

    /// Keeps what was chosen, where it is still free.
    void setPorts(NamedPorts ports);
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
