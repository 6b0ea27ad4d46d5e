#pragma once

#include "model/design/Fabric.h"

#include <QWidget>

#include <array>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace colonnade::ui {

/// Families whose switches stand in tiers above the endpoints.
[[nodiscard]] bool hasTiers(model::FabricFamily family);
/// Those with spines: of tiers, but a single one, and dragonfly+ and HammingMesh.
[[nodiscard]] bool hasSpines(model::FabricFamily family);

/// What a recipe is given by, but its switches: only the fields that its family uses.
class FabricFields final : public QWidget {
    Q_OBJECT
public:
    explicit FabricFields(QWidget* parent);

    void show(const model::Fabric& fabric);
    /// Only what has a field here; a size that was not touched stays as it is.
    void write(model::Fabric& fabric) const;
    [[nodiscard]] model::FabricFamily family() const;
    /// Tiers that switches are counted for; 0: as few as are enough.
    [[nodiscard]] int tiers() const;

signals:
    void changed();
    void placeChanged(); ///< Only where switches are set out.

private:
    static constexpr std::size_t mostNumbers = 6;

    template <class Box> Box* add(QFormLayout* form, const char* name, const QString& label, const QString& tip);
    void makeFields();
    void showRows();
    void showSize(const model::Fabric& fabric);
    [[nodiscard]] std::vector<int> size() const;

    QFormLayout* m_form;
    QComboBox *m_family, *m_tiers, *m_planesAre, *m_place, *m_routing;
    QDoubleSpinBox *m_oversubscription, *m_spineOversubscription;
    QSpinBox* m_planes;
    std::array<QSpinBox*, mostNumbers> m_size{};
    bool m_hasCores = false;
    bool m_sizeTouched = false;
};

} // namespace colonnade::ui
