//! How ids and counts lie in columns.

use replication::{CoachId, DeviceId, DossierId, Position, RecordId, Seq};
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use uuid::Uuid;

/// An id as the 16 bytes of its UUID.
#[derive(Debug, Clone, Copy)]
pub struct Id(pub Uuid);

/// A count or number that never is negative.
#[derive(Debug, Clone, Copy)]
pub struct Count(pub u64);

macro_rules! id_from {
    ($($id:ident),*) => {
        $(impl From<$id> for Id {
            fn from(id: $id) -> Self {
                Id(id.0)
            }
        }
        impl From<Id> for $id {
            fn from(id: Id) -> Self {
                $id(id.0)
            }
        })*
    };
}

id_from!(CoachId, DeviceId, DossierId, RecordId);

macro_rules! count_from {
    ($($count:ident),*) => {
        $(impl From<$count> for Count {
            fn from(count: $count) -> Self {
                Count(count.0)
            }
        }
        impl From<Count> for $count {
            fn from(count: Count) -> Self {
                $count(count.0)
            }
        })*
    };
}

count_from!(Seq, Position);

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        Uuid::from_slice(bytes)
            .map(Id)
            .map_err(|why| FromSqlError::Other(Box::new(why)))
    }
}

impl ToSql for Count {
    /// What is beyond 2^63 only ever comes from a peer, and only to be compared.
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(i64::try_from(self.0).unwrap_or(i64::MAX).into())
    }
}

impl FromSql for Count {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        u64::try_from(number)
            .map(Count)
            .map_err(|_| FromSqlError::OutOfRange(number))
    }
}
