#pragma once

#include "model/design/Design.h"

#include <QString>

#include <memory>

namespace colonnade::ui {

/// The user's file of a document: where it is, what was read of it, and its lock.
class DesignFile {
public:
    struct Opened;
    struct Written {
        bool confirmed = true; ///< False: the content is in place, but the disk did not confirm it.
        std::string note;      ///< Why not.
    };

    DesignFile();
    ~DesignFile();
    DesignFile(DesignFile&&) noexcept;
    DesignFile& operator=(DesignFile&&) noexcept;

    /// Reads the design and takes the lock; where another program holds it, the file is read-only.
    static model::Result<Opened> open(const QString& path);
    /// A file whose content has been read already, or of which only the name is known.
    static DesignFile known(const QString& path);

    [[nodiscard]] const QString& path() const; ///< Absolute; empty without a file.
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] const QString& lockOwner() const; ///< "since 14:02 by ada on ws-3"; empty where it is ours.
    /// Replaces the content of `target`, or leaves it as it was. Refuses a file that someone else has changed since
    /// it was read, unless `overwrite`.
    model::Result<Written> write(const model::Design& design, const QString& target, bool overwrite);
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
