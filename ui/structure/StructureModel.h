#pragma once

#include "model/design/Subject.h"
#include "ui/document/DesignSession.h"

#include <QAbstractItemModel>

#include <memory>

namespace colonnade::ui {

/// The design as a tree: hall, pods, rows, racks and floor units, devices; then rack designs that are placed nowhere.
///
/// Devices of a rack appear when it is opened, so that a hall of thousands of racks costs nothing.
class StructureModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        SubjectRole = Qt::UserRole + 1, ///< model::Subject as its text; empty for rows.
        RemarkRole,                     ///< "8 ×", "42 U"
        IconRole,                       ///< Name in `:/icons`.
        UniqueRole                      ///< True where it was made unique among its like.
    };

    explicit StructureModel(DesignSession& session, QObject* parent = nullptr);
    ~StructureModel() override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Opens what is needed to reach the subject; invalid where it is not in the tree.
    [[nodiscard]] QModelIndex find(const model::Subject& subject);

private:
    struct Node;
    [[nodiscard]] static Node* nodeOf(const QModelIndex& index);
    [[nodiscard]] QModelIndex indexOf(const Node* node) const;
    void rebuild();
    void addDevices(Node& rack) const;

    DesignSession& m_session;
    DesignRef m_design;
    std::unique_ptr<Node> m_root;
};

} // namespace colonnade::ui
