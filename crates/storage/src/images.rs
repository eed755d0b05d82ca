//! Pictures that were uploaded. The bytes of an id never change.

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// A stored picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRow {
    /// `img_…`.
    pub id: String,
    /// What the bytes were found to be, never what the sender claimed.
    pub content_type: String,
    /// The file as it came.
    pub bytes: Vec<u8>,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

pub(crate) const COLUMNS: &str = "id, content_type, bytes, created_at";

pub(crate) fn read_image(row: &Row<'_>) -> Result<ImageRow, StorageError> {
    Ok(ImageRow { id: row.get(0)?, content_type: row.get(1)?, bytes: row.get(2)?, created_at: row.get(3)? })
}

impl Tx<'_, '_> {
    /// Inserts a picture.
    pub fn insert_image(&mut self, row: &ImageRow) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), &row.id, &row.content_type, row.bytes.clone(), row.created_at];
        self.connection.execute(
            "INSERT INTO images (instance_id, id, content_type, bytes, created_at) VALUES ($1, $2, $3, $4, $5)",
            parameters,
        )?;
        Ok(())
    }

    /// The picture of that id.
    pub fn find_image(&mut self, id: &str) -> Result<Option<ImageRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM images WHERE instance_id = $1 AND id = $2");
        self.connection.query_optional(&sql, params![self.instance_value(), id], read_image)
    }

    /// Deletes a picture; one that is gone already is no error.
    pub fn delete_image(&mut self, id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), id];
        self.connection.execute("DELETE FROM images WHERE instance_id = $1 AND id = $2", parameters)?;
        Ok(())
    }
}
