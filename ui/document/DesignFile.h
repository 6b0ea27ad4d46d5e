#pragma once

#include "model/design/Design.h"
#include "model/exchange/Recovery.h"
#include "model/exchange/SaveFile.h"

#include <QString>

#include <memory>

namespace colonnade::ui {

/// The user's file of a document: where it is, what was read of it, and its lock.
class DesignFile {
public:
    struct Opened;
    enum class Overwrite {
        No,      ///< Refuse where someone else has changed the file since it was read.
        Changed, ///< Replace it knowingly.
        Linked   ///< Replace it knowingly, although its other names keep the old content.
    };

    DesignFile();
    ~DesignFile();
    DesignFile(DesignFile&&) noexcept;
    DesignFile& operator=(DesignFile&&) noexcept;

    /// Reads the design and takes the lock; where another program holds it, the file is read-only.
    static model::Result<Opened> open(const QString& path);
    /// A file that is known by name and stamp, without being read.
    static DesignFile known(const model::RecoveryDocument& document);

    [[nodiscard]] QString path() const; ///< Absolute; empty without a file.
    [[nodiscard]] const model::RecoveryDocument& document() const;
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] QString lockMessage() const; ///< Who has it open; empty where it is ours.
    /// Takes the lock whoever has it, after the person has said so.
    void editAnyway();
    /// Replaces the content of `target`, or leaves it as it was.
    model::SaveReport write(const model::Design& design, const QString& target,
                            Overwrite overwrite);
    void release();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

struct DesignFile::Opened {
    model::Design design;
    DesignFile file;
};

} // namespace colonnade::ui
