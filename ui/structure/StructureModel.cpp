#include "ui/structure/StructureModel.h"

#include "model/units/Text.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <algorithm>
#include <map>

namespace colonnade::ui {

using model::Subject;

struct StructureModel::Node {
    QString text, remark, icon;
    std::optional<Subject> subject;
    const model::RackDesign* rack = nullptr; ///< Whose devices are its children.
    bool unique = false;
    bool opened = true; ///< False while its devices have not been listed.
    Node* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node& add(QString name, std::optional<Subject> what, const char* iconName)
    {
        auto child = std::make_unique<Node>();
        child->text = std::move(name);
        child->subject = std::move(what);
        child->icon = QLatin1String(iconName);
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return *children.back();
    }
};

namespace {

QString times(int count)
{
    return countText(count) + QStringLiteral("\u00a0×");
}

QString labelled(const std::string& label, const std::string& id)
{
    return words(model::labelOr(label, id));
}

} // namespace

StructureModel::StructureModel(DesignSession& session, QObject* parent) :
    QAbstractItemModel(parent),
    m_session(session),
    m_root(std::make_unique<Node>())
{
    connect(&session, &DesignSession::designChanged, this, &StructureModel::rebuild);
    rebuild();
}

StructureModel::~StructureModel() = default;

StructureModel::Node* StructureModel::nodeOf(const QModelIndex& index)
{
    return static_cast<Node*>(index.internalPointer());
}

QModelIndex StructureModel::indexOf(const Node* node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex StructureModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* over = parent.isValid() ? nodeOf(parent) : m_root.get();
    if (column != 0 || row < 0 || row >= static_cast<int>(over->children.size()))
        return {};
    return createIndex(row, 0, over->children[static_cast<std::size_t>(row)].get());
}

QModelIndex StructureModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(nodeOf(index)->parent) : QModelIndex();
}

int StructureModel::rowCount(const QModelIndex& parent) const
{
    const Node* over = parent.isValid() ? nodeOf(parent) : m_root.get();
    return static_cast<int>(over->children.size());
}

int StructureModel::columnCount(const QModelIndex&) const
{
    return 1;
}

bool StructureModel::hasChildren(const QModelIndex& parent) const
{
    const Node* over = parent.isValid() ? nodeOf(parent) : m_root.get();
    return !over->children.empty() || (!over->opened && !over->rack->devices().empty());
}

bool StructureModel::canFetchMore(const QModelIndex& parent) const
{
    return parent.isValid() && !nodeOf(parent)->opened;
}

void StructureModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    Node* rack = nodeOf(parent);
    const int count = static_cast<int>(rack->rack->devices().size());
    if (count == 0) {
        rack->opened = true;
        return;
    }
    beginInsertRows(parent, 0, count - 1);
    addDevices(*rack);
    rack->opened = true;
    endInsertRows();
}

void StructureModel::addDevices(Node& rack) const
{
    const auto devices = rack.rack->devices();
    // From the top down, as the elevation shows them.
    for (auto device = devices.rbegin(); device != devices.rend(); ++device) {
        Node& node = rack.add(labelled(device->label, device->id.text()),
                              Subject{rack.subject->where,
                                      rack.subject->path + '/' + device->id.text()},
                              "device");
        node.text += QStringLiteral("  ") + words(device->part->model);
        node.remark = words(model::text(device->mount));
    }
}

QVariant StructureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node* node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return node->text;
    case RemarkRole: return node->remark;
    case IconRole: return node->icon;
    case UniqueRole: return node->unique;
    case SubjectRole: return node->subject ? words(node->subject->text()) : QString();
    case Qt::ToolTipRole: {
        QString tip = node->text;
        if (!node->remark.isEmpty())
            tip += QStringLiteral(", ") + node->remark;
        if (node->unique)
            tip += tr(", differs from its like");
        return tip.toHtmlEscaped();
    }
    default: return {};
    }
}

QModelIndex StructureModel::find(const Subject& subject)
{
    const std::function<Node*(Node&)> search = [&](Node& node) -> Node* {
        if (node.subject == subject)
            return &node;
        // A device lies under its rack: open that one only.
        const bool above = node.rack && node.subject && subject.where == node.subject->where
            && subject.path.starts_with(node.subject->path + '/');
        if (above && !node.opened)
            fetchMore(indexOf(&node));
        if (node.rack && !above)
            return nullptr;
        for (const auto& child : node.children) {
            if (Node* found = search(*child))
                return found;
        }
        return nullptr;
    };
    const Node* found = search(*m_root);
    return found ? indexOf(found) : QModelIndex();
}

void StructureModel::rebuild()
{
    beginResetModel();
    m_design = m_session.design();
    m_root = std::make_unique<Node>();
    const model::Design& design = *m_design;
    const model::Hall& hall = *design.hall();

    // A rack that is alone with its design, in the same frame as the many of its row that share one.
    const auto markUnique = [](Node& group, const std::map<const model::RackDesign*, int>& counts) {
        const auto usual = std::max_element(
            counts.begin(), counts.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
        if (usual == counts.end() || usual->second < 3 || !usual->first)
            return;
        for (auto& child : group.children) {
            child->unique = child->rack && counts.at(child->rack) == 1
                && child->rack->frame() == usual->first->frame()
                && child->rack->system() == usual->first->system();
        }
    };
    const auto addPlacement = [&](Node& under, const std::string& prefix,
                                  const model::Placement& placement) -> Node& {
        const auto* rack = placement.rack();
        Node& node = under.add(labelled(placement.label, placement.id.text()),
                               Subject::instance(prefix + placement.id.text()),
                               rack ? "rack" : "loop");
        if (rack) {
            node.rack = rack->get();
            node.opened = false;
            node.text += QStringLiteral("  ") + words(node.rack->name());
            node.remark = words(model::text(node.rack->units())) + QStringLiteral("\u00a0U");
        } else {
            node.text += QStringLiteral("  ") + words((*placement.unit())->model);
        }
        return node;
    };
    const auto addArrangement = [&](Node& under, const std::string& prefix,
                                    const model::Arrangement& arrangement) {
        std::map<model::RowId, Node*> rows;
        for (const auto& row : arrangement.rows) {
            QString name = labelled(row.name, row.id.text());
            rows[row.id] = &under.add(name, std::nullopt, "row");
        }
        for (const auto& placement : arrangement.placements) {
            const auto row = placement.row ? rows.find(*placement.row) : rows.end();
            addPlacement(row == rows.end() ? under : *row->second, prefix, placement);
        }
        for (auto& [id, node] : rows) {
            std::map<const model::RackDesign*, int> counts;
            for (const auto& child : node->children)
                ++counts[child->rack];
            node->remark = countText(static_cast<qint64>(node->children.size()));
            markUnique(*node, counts);
        }
    };

    const QString hallName = words(hall.name);
    Node& top = m_root->add(hallName.isEmpty() ? tr("Hall") : hallName,
                            Subject{Subject::Where::Hall, {}}, "hall");
    for (const auto& pod : hall.pods) {
        Node& node = top.add(labelled(pod.label, pod.id.text()),
                             Subject::instance(pod.id.text()), "pod");
        node.text += QStringLiteral("  ") + words(pod.pod->name());
        if (const int placed = design.placementsOf(pod.pod->id()); placed > 1)
            node.remark = times(placed);
        addArrangement(node, pod.id.text() + '/', pod.pod->arrangement());
    }
    addArrangement(top, {}, hall.arrangement);

    const auto addChains = [&](Node& under, const std::string& owner,
                               const model::Arrangement& arrangement) {
        for (const auto& feed : arrangement.feeds) {
            Node& node = under.add(labelled(feed.name, feed.id.text()),
                                   Subject{Subject::Where::Feed, owner + '/' + feed.id.text()}, "feed");
            node.remark = tr("side %1").arg(QLatin1Char(model::letter(feed.side)));
        }
        for (const auto& loop : arrangement.loops)
            under.add(labelled(loop.name, loop.id.text()),
                      Subject{Subject::Where::Loop, owner + '/' + loop.id.text()}, "loop");
        for (const auto& tray : arrangement.trays) {
            Node& node = under.add(labelled(tray.name, tray.id.text()),
                                   Subject{Subject::Where::Tray, owner + '/' + tray.id.text()}, "fabric");
            node.remark = words(model::trayKindName(tray.kind)).toLower();
        }
        for (const auto& fabric : arrangement.fabrics) {
            Node& node = under.add(labelled(fabric.name, fabric.id.text()),
                                   Subject{Subject::Where::Fabric, owner + '/' + fabric.id.text()},
                                   "fabric");
            node.remark = words(model::word(fabric.role));
        }
    };
    Node& chains = m_root->add(tr("Feeds, loops, trays, fabrics"), std::nullopt, "feed");
    for (const auto& [id, pod] : design.podDesigns())
        addChains(chains, id.text(), pod->arrangement());
    addChains(chains, {}, hall.arrangement);
    chains.remark = countText(static_cast<qint64>(chains.children.size()));

    Node& racks = m_root->add(tr("Rack designs"), std::nullopt, "rack");
    for (const auto& [id, rack] : design.rackDesigns()) {
        Node& node = racks.add(words(rack->name()), Subject::rack(id.text()), "rack");
        node.rack = rack.get();
        node.opened = false;
        const int placed = design.placementsOf(id);
        node.remark = placed == 0 ? tr("not placed") : tr("placed %1").arg(times(placed));
    }
    racks.remark = countText(static_cast<qint64>(racks.children.size()));
    endResetModel();
}

} // namespace colonnade::ui
